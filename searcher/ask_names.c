/* From all hits to their names, and to what is asked about them. */
#include "ask_names.h"

#include <stdlib.h>

#include "associations.h"
#include "memory.h"
#include "name_times.h"
#include "network.h"
#include "print_associations.h"
#include "print_name_times.h"
#include "print_network.h"

bool ask_names_wanted(const struct settings *settings)
{
    return settings->with || settings->graph || settings->entity_timeline;
}

/* The entities that the name asked about may be stand in every hit: they are left out. */
static enum status find_asked(struct session *session, const struct collected_names *names,
                              struct associations *associations, struct error *error)
{
    const struct gazetteer *gazetteer = session->names.gazetteer; /* the filter has read it */
    struct str name = str_from(session->settings->with);
    size_t count = gazetteer_find(gazetteer, name, NULL, 0);
    size_t *found = memory_allocate(count, sizeof *found);
    struct str *folded = memory_allocate(count + 1, sizeof *folded);
    struct buffer asked = {0};
    gazetteer_find(gazetteer, name, found, count);
    for (size_t i = 0; i < count; i++)
        folded[i] = gazetteer_entity(gazetteer, found[i]).folded_name;
    if (count == 0) { /* it was discovered */
        french_fold_name(session->french, name, &asked);
        folded[count++] = buffer_str(&asked);
    }
    enum status status = associations_find(names, &session->names, folded, count, associations,
                                           error);
    buffer_free(&asked);
    free(found);
    free(folded);
    return status;
}

static enum status tell_associations(struct session *session, const struct collected_names *names,
                                     const struct print_context *context, struct error *error)
{
    const struct settings *settings = session->settings;
    struct associations associations = {0};
    enum status status = find_asked(session, names, &associations, error);
    if (status == STATUS_OK)
        print_associations(context, settings->printer, &associations, settings->search.limit);
    associations_free(&associations);
    return status;
}

static enum status tell_times(struct session *session, const struct search *search,
                              const struct collected_names *names,
                              const struct print_context *context, struct error *error)
{
    const struct settings *settings = session->settings;
    struct name_times times = {0};
    enum status status = name_times_count(search, session->database, names, settings->search.limit,
                                          &times, error);
    if (status == STATUS_OK)
        print_name_times(context, settings->printer, &times);
    name_times_free(&times);
    return status;
}

static enum status draw_network(struct session *session, const struct search *search,
                                const struct collected_names *names,
                                const struct print_context *context, struct error *error)
{
    const struct settings *settings = session->settings;
    struct network network = {0};
    struct hit_reader reader = {.search = search,
                                .database = session->database,
                                .french = session->french,
                                .parts = HIT_ARTICLE,
                                .confirmed = session->names.confirmed};
    network_make(search, names,
                 settings->most_names > 0 ? settings->most_names : settings->graph->most, &network);
    enum status status = settings->graph->write(context, &network, &reader, error);
    network_free(&network);
    hit_reader_free(&reader);
    return status;
}

enum status ask_names(struct session *session, const struct search *search,
                      const struct print_context *context, struct error *error)
{
    const struct settings *settings = session->settings;
    struct collected_names names = {0};
    struct name_source source;
    enum status status = names_source(&session->names, &source, error);
    if (status == STATUS_OK)
        status = hit_names_read(search, &source, settings->facets.choice, &names, error);
    if (status == STATUS_OK && settings->graph)
        status = draw_network(session, search, &names, context, error);
    else if (status == STATUS_OK && settings->entity_timeline)
        status = tell_times(session, search, &names, context, error);
    else if (status == STATUS_OK)
        status = tell_associations(session, &names, context, error);
    collected_names_free(&names);
    return status;
}
