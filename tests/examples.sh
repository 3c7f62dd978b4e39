#!/bin/sh
# The scripts of doc/examples do what they say.
. "$SOURCE/tests/end_to_end"

examples=$SOURCE/doc/examples
PATH=$work/bin:$(dirname "$SRCH"):$PATH
export PATH
mkdir bin
"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

# New articles: all, none, the one that came; mailed when there is an address.
exits 'the first time' 0 "$examples/new-articles" seen venezuela
is 'all articles are told' "$("$SRCH" -f ids -n 0 --all venezuela | sort)" \
    "$(grep -x '[0-9a-f]\{12\}' "$out" | sort)"
exits 'the next time' 0 "$examples/new-articles" seen venezuela
prints 'there is nothing to tell' ''
printf 'Un titre\n\nUn mot du Venezuela.\n\nSource : Un titre – La Gazette\n' >new.txt
"$IDX" ingest new.txt >"$out" 2>"$err"
cat >bin/mail <<'MAIL'
#!/bin/sh
[ ! -e broken ] || exit 1
printf '%s\n' "$@" >mailed
cat >>mailed
MAIL
chmod +x bin/mail
: >broken
exits 'no mail gets through' 1 env MAILTO=me "$examples/new-articles" seen venezuela
rm broken
exits 'it is tried again' 0 env MAILTO=me "$examples/new-articles" seen venezuela
is 'with what was new' '-s 1 new: venezuela me Un titre ' "$(head -n 5 mailed | grep -v Gazette | tr '\n' ' ')"
exits 'a search without hits' 0 "$examples/new-articles" seen introuvable
exits 'a wrong search' 1 "$examples/new-articles" seen '"ouvert'

# A spreadsheet.
exits 'a spreadsheet' 0 "$examples/spreadsheet" table.csv --since 2019 venezuela
is 'begins with the mark' 'efbbbf' "$(head -c 3 table.csv | od -An -tx1 | tr -d ' ')"
is 'has a row an article' "$("$SRCH" -c --since 2019 venezuela)" "$(python3 -c '
import csv
print(len(list(csv.DictReader(open("table.csv", encoding="utf-8-sig", newline="")))))')"
cp table.csv before.csv
exits 'a wrong search' 1 "$examples/spreadsheet" table.csv '"ouvert'
is 'leaves it as it was' '' "$(diff table.csv before.csv)"
exits 'and nothing beside it' 1 test -e table.csv.new

# A bibliography.
exits 'a bibliography' 0 "$examples/bibliography" press venezuela
is 'has an entry an article' "$("$SRCH" -c venezuela)" "$(grep -c '^@article' press.bib)"
if command -v bibtex >"$out"; then
    printf '\\citation{*}\n\\bibstyle{unsrt}\n\\bibdata{press}\n' >press.aux
    exits 'that bibtex reads' 0 bibtex press
fi
if command -v pdflatex >"$out"; then
    exits 'a document' 0 pdflatex -draftmode -interaction batchmode press
    exits 'with its references' 0 bibtex press
    exits 'is printed' 0 pdflatex -draftmode -interaction batchmode press
fi
echo mine >press.tex
exits 'the next one' 0 "$examples/bibliography" press russie
is 'is renewed' "$("$SRCH" -c russie)" "$(grep -c '^@article' press.bib)"
is 'and the document kept' mine "$(cat press.tex)"

done_testing
