/* Numbers: groups of digits, units of measure, hours. */
#include "atom_numbers.h"

#include "atom_characters.h"

static size_t digits_at(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.length && is_ascii_digit((unsigned char)text.data[end]))
        end++;
    return end - at;
}

/* Bytes of what may part thousands at `at`: a space, or a point. */
static size_t thousands_bytes(struct str text, size_t at)
{
    return at < text.length && text.data[at] == '.' ? 1 : space_bytes(text, at);
}

void atom_extend_number(struct str text, struct atom *atom)
{
    if (!atom->digits_only || atom->end - atom->start > 3)
        return;
    for (;;) {
        size_t space = thousands_bytes(text, atom->end);
        size_t at = atom->end + space;
        if (space == 0 || digits_at(text, at) != 3 || starts_atom(text, at + 3))
            return;
        atom->end = (uint32_t)at + 3;
    }
}

/* Whether a unit of measure is what is written behind the digits of `100km`. */
static bool is_unit(struct str text, struct str written)
{
    static const char *const units[] = {"km",  "km2", "kg",  "cm", "mm",  "m2",  "m3", "ha",  "kw",
                                        "kwh", "mw",  "mwh", "gw", "gwh", "twh", "md", "mds", NULL};
    bool money = str_starts(str_after(text, (size_t)(written.data - text.data) + written.length),
                            STR("€"));
    if (money && (reads(written, "k") || reads(written, "m")))
        return true;
    return str_equal(written, STR("m")) || reads_any(written, units); /* 3M is a name */
}

void atom_part_unit(struct str text, struct atom *atom)
{
    if (!atom->has_digit || atom->digits_only)
        return;
    uint32_t digits = (uint32_t)digits_at(text, atom->start);
    struct str written = str_after(atom_text(text, atom), digits);
    if (digits == 0 || !is_unit(text, written))
        return;
    atom->end = atom->start + digits;
    atom->letters = digits;
    atom->digits_only = true;
}

void atom_extend_hour(struct str text, struct atom *atom)
{
    size_t next;
    size_t space = space_bytes(text, atom->end);
    size_t hour = atom->end + space;
    if (!atom->digits_only || atom->end - atom->start > 2 || space == 0 || hour >= text.length ||
        (text.data[hour] | 0x20) != 'h')
        return;
    size_t minutes = hour + 1 + space_bytes(text, hour + 1);
    if (digits_at(text, minutes) == 2 && text.data[minutes] < '6' &&
        !starts_atom(text, minutes + 2)) {
        atom->letters += 3;
        atom->end = (uint32_t)minutes + 2;
        atom->digits_only = false;
        return;
    }
    enum character_kind behind = kind_at(text, hour + 1, &next);
    bool is_alone = behind == CHARACTER_SPACE || behind == CHARACTER_SINGLE ||
                    (behind == CHARACTER_OTHER &&
                     (hour + 1 == text.length || text.data[hour + 1] != '&'));
    if (!is_alone) /* it goes on, or begins a compound */
        return;
    atom->letters++;
    atom->end = (uint32_t)hour + 1;
    atom->digits_only = false;
}
