/* Exit statuses. Being killed by SIGINT or SIGPIPE is one too, as for every Unix filter. */
#ifndef CLI_STATUS_H
#define CLI_STATUS_H

enum exit_status {
  EXIT_DONE = 0,
  EXIT_FOUND = 1,    /* an article at or below --fail-on */
  EXIT_USAGE = 2,    /* wrong option, variable, dictionary */
  EXIT_PARTIAL = 3,  /* some documents could not be read, the rest are done */
  EXIT_NO_INPUT = 4, /* none could be read */
  EXIT_NETWORK = 5,
  EXIT_OUTPUT = 74 /* EX_IOERR: the output could not be written */
};

#endif
