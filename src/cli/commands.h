/* The commands. Each returns an exit status (status.h). */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

struct options;

#define CMD(name, ...) int cmd_##name(const struct options *options);
#include "cli/commands.def"
#undef CMD

#endif
