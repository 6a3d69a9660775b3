/* calque: reads what was asked for and runs the command. */
#define _GNU_SOURCE
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/help.h"

#include <fcntl.h>
#include <unistd.h>

/* Started without one of the three standard files, the next file that is opened would take its
 * place. What stands in for it fails when used. */
static void open_standard_files(void) {
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0) _exit(74);
}

int main(int argc, char **argv) {
  open_standard_files();
  sink_catch_signals();
  struct options options;
  calque_error err = {0};
  calque_status status = options_read(&options, argc, argv, &err);
  if (options.version) return print_all(NULL, STR("calque " CALQUE_VERSION "\n"));
  if (options.help) return help_print(options.command);
  if (status) {
    batch_complain(&err);
    return EXIT_USAGE;
  }
  if (!options.command) {
    help_usage();
    return EXIT_USAGE;
  }
  return options.command->run(&options);
}
