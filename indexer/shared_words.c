/* Open addressing with linear probing in shared memory. A place is taken once, by whoever is first,
 * and never given back: so no process waits for another. */
#include "shared_words.h"

#include <stdatomic.h>
#include <sys/mman.h>

#include "memory.h"
#include "word_set.h"

/* Three quarters of the places are taken at most, and one more by each further process. */
#define LEAST_PLACES ((size_t)1 << 12)
#define MOST_PLACES  (SHARED_WORDS_MOST / 3 * 4)

enum { FREE = 0 };

/* True but of a few machines of 32 bits. */
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes share what needs no lock");

struct shared_words {
    size_t places; /* a power of two */
    _Atomic size_t count;
    _Atomic uint64_t hashes[];
};

static size_t bytes_of(size_t places)
{
    return sizeof(struct shared_words) + places * sizeof(uint64_t);
}

struct shared_words *shared_words_new(uint64_t most)
{
    size_t places = LEAST_PLACES;
    while (places < MOST_PLACES && places / 4 * 3 < most)
        places *= 2;
    void *mapped = mmap(NULL, bytes_of(places), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED)
        memory_out();
    struct shared_words *words = mapped; /* zeroed: FREE */
    words->places = places;
    return words;
}

void shared_words_free(struct shared_words *words)
{
    if (words)
        munmap(words, bytes_of(words->places));
}

bool shared_words_add(struct shared_words *words, struct str word)
{
    const uint64_t hash = word_set_hash(word);
    for (size_t i = (size_t)hash;; i++) {
        _Atomic uint64_t *place = &words->hashes[i & (words->places - 1)];
        uint64_t found = atomic_load_explicit(place, memory_order_relaxed);
        if (found == FREE) {
            if (atomic_load_explicit(&words->count, memory_order_relaxed) >= words->places / 4 * 3)
                return true;
            if (atomic_compare_exchange_strong(place, &found, hash)) {
                atomic_fetch_add(&words->count, 1);
                return true;
            }
        }
        if (found == hash) /* or another process has just put it there */
            return false;
    }
}
