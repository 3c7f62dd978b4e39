/* Networks of names as files, for programs that draw them and for a browser. */
#ifndef REVUE_PRINT_NETWORK_H
#define REVUE_PRINT_NETWORK_H

#include "network.h"
#include "printer.h"

struct network_writer {
    size_t most; /* names, unless told */
    enum status (*write)(const struct print_context *context, const struct network *network,
                         struct hit_reader *reader, struct error *error);
};

extern const struct network_writer network_writer_graphml;
extern const struct network_writer network_writer_gexf;
extern const struct network_writer network_writer_csv;
extern const struct network_writer network_writer_html;

/* Their names for --help, as network_writer_choose() has them. */
#define NETWORK_WRITER_NAMES "graphml|gexf|csv|html"

/* The writer that the option names; static. Fails with STATUS_INPUT. */
enum status network_writer_choose(const struct option_use *use,
                                  const struct network_writer **writer, struct error *error);

#endif
