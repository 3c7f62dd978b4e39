/* XXH64: a fast 64-bit hash of bytes, the same on every machine.
 *
 * Written from the algorithm's specification (xxHash, doc/xxhash_spec.md, version 0.1.1). Article
 * ids and the forward record's keys are parts of it, so its values are part of the schema and never
 * change. It is not meant to resist somebody who constructs collisions. */
#ifndef REVUE_HASH_H
#define REVUE_HASH_H

#include <stdint.h>

#include "str.h"

uint64_t hash_bytes(struct str bytes, uint64_t seed);

#endif
