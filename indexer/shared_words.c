/* Open addressing with linear probing in shared memory. A place is taken once, by whoever is first,
 * and never given back: so no process waits for another. */
#include "shared_words.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#include "hash.h"
#include "memory.h"

#define PLACES ((size_t)1 << 21)

/* At most half of the places are taken. */
#define MOST_WORDS (PLACES / 2)

enum { FREE = 0 };

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes share what needs no lock");

struct shared_words {
    _Atomic size_t count;
    _Atomic uint64_t hashes[PLACES];
};

struct shared_words *shared_words_new(void)
{
    void *words = mmap(NULL, sizeof(struct shared_words), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (words == MAP_FAILED)
        memory_out();
    return words; /* zeroed: FREE */
}

void shared_words_free(struct shared_words *words)
{
    if (words)
        munmap(words, sizeof *words);
}

static uint64_t word_hash(struct str word)
{
    uint64_t hash = hash_bytes(word, 0);
    return hash == FREE ? 1 : hash;
}

bool shared_words_add(struct shared_words *words, struct str word)
{
    const uint64_t hash = word_hash(word);
    for (size_t i = (size_t)hash;; i++) {
        _Atomic uint64_t *place = &words->hashes[i % PLACES];
        uint64_t found = atomic_load_explicit(place, memory_order_relaxed);
        if (found == FREE) {
            if (atomic_load_explicit(&words->count, memory_order_relaxed) >= MOST_WORDS)
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
