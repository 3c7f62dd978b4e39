#!/bin/sh
# An article of 16 MiB, the largest there is, shown in every way, and its names; most of its words are long, for
# what takes time is their number.
. "$SOURCE/tests/end_to_end"

python3 -c '
import json
text = ("Le chat dort sur le quai. " * 1000 + "Anticonstitutionnellement. " * 2900 + "Un pont. ") * 200
print(json.dumps({"id": "huge", "title": "Le grand texte", "text": text[:(16 << 20) - 20], "outlet": "A"}))' >huge.jsonl
exits 'an article of 16 MiB' 0 "$IDX" ingest --db huge huge.jsonl
for format in text html; do
    exits "as $format" 0 "$SRCH" --db huge -f "$format" pont
done
exits 'its occurrences' 0 "$SRCH" --db huge --kwic pont
occurrences=$(python3 -c 'import json; print(json.load(open("huge.jsonl"))["text"].count("pont"))')
is 'are all there' "$occurrences" "$(wc -l <"$out")"
is 'all of it as context' yes \
    "$([ "$("$SRCH" --db huge --fields snippet --context 4294967295 pont | wc -c)" -gt 16000000 ] && echo yes)"
is 'whole, with its marks' "$occurrences" \
    "$(on_terminal 80 "$SRCH" --db huge show huge --query pont | grep -o '1;33mpont' | wc -l)"

# Its names, against those of one of a quarter of its length: four times the time, up to eight on a busy
# machine; sixteen if time grew with the square.
python3 - "$IDX" >times 2>"$err" <<'END'
import json, resource, subprocess, sys
def seconds(size):
    sentence = "Hier, le maire Julien Lafont a dit à L’Écho de Tourville que l’ONU (New York) tardait. "
    with open("large.jsonl", "w") as file:
        json.dump({"text": (sentence * (size // len(sentence.encode()) + 1))[:size * 9 // 10]}, file,
                  ensure_ascii=False)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([sys.argv[1], "names", "large.jsonl"], stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
quarter = seconds(4 << 20)
whole = seconds(16 << 20)
print(whole < 8 * quarter or f"{whole} s, and {quarter} s for a quarter of it")
END
is 'the largest article takes linear time' True "$(cat times)"

done_testing
