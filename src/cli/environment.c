/* Variables of the environment, and of a file .env in the working folder for those that are not
 * set. A misspelled CALQUE_ name would be ignored for ever; it is an error instead. */
#define _GNU_SOURCE /* environ */
#include "base/file.h"
#include "cli/options.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENV_FILE_MAX = 64 << 10, ENV_ROWS_MAX = 128 };

static const struct env_row *env_find(calque_str name) {
  for (size_t i = 0; i < n_env_rows; i++)
    if (str_eq(calque_str_of(env_rows[i].name), name)) return &env_rows[i];
  return NULL;
}

static calque_status unknown(calque_str name, const char *where, long line, calque_error *err) {
  const char *near = suggest(name, &env_rows[0].name, sizeof env_rows[0], n_env_rows);
  return fail(err, CALQUE_E_CONFIG, where, line, "unknown variable '%.*s'%s%s%s",
              STR_ARG(str_slice(name, 0, name.len < 60 ? name.len : 60)),
              near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Where each variable came from, for messages: line 0 is the environment. */
struct origin {
  const char *where;
  long line;
};

/* The value of the right side of an assignment: quotes taken off, a comment behind it too. */
static calque_str value_of(calque_str s) {
  s = str_trim(s);
  char quote = s.len ? s.ptr[0] : '\0';
  if (quote == '"' || quote == '\'') {
    calque_str rest = str_slice(s, 1, s.len), inside = str_cut(&rest, quote);
    if (rest.ptr) return inside;
  }
  size_t comment = str_find(s, STR(" #"));
  return comment == SIZE_MAX ? s : str_trim(str_slice(s, 0, comment));
}

/* One line of .env. What is set already stays as it is. */
static calque_status read_line(calque_str line, const char *path, long number,
                               struct origin *origins, calque_error *err) {
  line = str_trim(line);
  if (!line.len || line.ptr[0] == '#') return CALQUE_OK;
  if (str_starts(line, STR("export "))) line = str_trim(str_slice(line, 7, line.len));
  calque_str rest = line, name = str_trim(str_cut(&rest, '='));
  const struct env_row *row = env_find(name);
  if (!row && str_starts(name, STR("CALQUE_"))) return unknown(name, path, number, err);
  if (!row) return CALQUE_OK; /* some other program's */
  if (!rest.ptr) return fail(err, CALQUE_E_CONFIG, path, number, "expected NAME=value");
  if (getenv(row->name) && !origins[row - env_rows].line) return CALQUE_OK;
  calque_str value = value_of(rest);
  char *z = strndup(value.ptr, value.len);
  if (!z || setenv(row->name, z, 1) != 0) fail(err, CALQUE_E_LIMIT, path, number, "out of memory");
  free(z);
  origins[row - env_rows] = (struct origin){path, number};
  return CALQUE_OK;
}

static calque_status read_file(const char *path, struct origin *origins, calque_error *err) {
  struct stat st;
  if (stat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR)) return CALQUE_OK;
  if (S_ISDIR(st.st_mode)) return CALQUE_OK; /* a Python environment, often */
  struct buf text;
  buf_init(&text, ENV_FILE_MAX);
  calque_status status = file_read(path, &text, err);
  long number = 0;
  for (calque_str rest = buf_view(&text); status == CALQUE_OK && rest.ptr;)
    status = read_line(str_cut(&rest, '\n'), path, ++number, origins, err);
  buf_free(&text);
  return status ? CALQUE_E_CONFIG : CALQUE_OK;
}

/* ---- Addresses that may not come from .env ----------------------------------------------------
 */

/* What environment_read refused: the variables are the process's, and so is this. */
static struct {
  const char *address, *key;
  struct origin origin;
  char path[256];
} refused;

/* Is the variable set by the environment and not by .env? */
static bool is_ours(const struct env_row *row, const struct origin *origins) {
  const char *value = getenv(row->name);
  return value && *value && !origins[row - env_rows].line;
}

/* A key among `keys` that the environment holds. A key has an empty example, as has the name of a
 * model; that one of those stops "*" too does no harm. */
static const char *key_at_risk(const char *keys, const struct origin *origins) {
  for (size_t i = 0; i < n_env_rows; i++) {
    calque_str rest = calque_str_of(keys);
    bool among = strcmp(keys, "*") == 0 && !*env_rows[i].example;
    while (rest.ptr && !among) among = str_eq(str_cut(&rest, ' '), calque_str_of(env_rows[i].name));
    if (among && is_ours(&env_rows[i], origins)) return env_rows[i].name;
  }
  return NULL;
}

/* Every address of .env to which a key of the environment would go becomes one that no provider
 * takes, and says why: unset, it would give way to another address without a word. */
static void refuse_addresses(const struct origin *origins) {
  refused.address = NULL;
  for (size_t i = 0; i < n_env_rows; i++) {
    if (!env_rows[i].keys || !origins[i].line) continue;
    const char *key = key_at_risk(env_rows[i].keys, origins);
    if (!key) continue;
    char words[400];
    snprintf(words, sizeof words, "refused: %.255s:%ld would send %s of the environment there",
             origins[i].where, origins[i].line, key);
    setenv(env_rows[i].name, words, 1);
    if (refused.address) continue;
    refused.address = env_rows[i].name;
    refused.key = key;
    refused.origin = origins[i];
    snprintf(refused.path, sizeof refused.path, "%s", origins[i].where);
  }
}

calque_status environment_addresses(calque_error *err) {
  if (!refused.address) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, refused.path, refused.origin.line,
              "%s would send %s of the environment there; set both in one place", refused.address,
              refused.key);
}

/* A key in the environment stands in the memory of the process, and would in a core file. */
static void keep_keys_out_of_cores(void) {
  for (size_t i = 0; i < n_env_rows; i++) {
    const calque_str name = calque_str_of(env_rows[i].name);
    const char *value = getenv(env_rows[i].name);
    if (!value || !*value || *env_rows[i].example) continue;
    if (str_ends(name, STR("_KEY")) || str_ends(name, STR("_TOKEN"))) prctl(PR_SET_DUMPABLE, 0L);
  }
}

static calque_status check_names(calque_error *err) {
  for (char **p = environ; *p; p++) {
    calque_str rest = calque_str_of(*p), name = str_cut(&rest, '=');
    if (str_starts(name, STR("CALQUE_")) && !env_find(name))
      return unknown(name, "environment", 0, err);
  }
  return CALQUE_OK;
}

/* "words=FILE": the option --words that takes a FILE, for another command's takes a number. */
static const struct option_row *env_option(const struct env_row *env,
                                           const struct command_row *command) {
  calque_str value = calque_str_of(env->option), name = str_cut(&value, '=');
  const struct option_row *row = option_find(name, command);
  for (size_t i = 0; value.ptr && i < n_option_rows; i++)
    if (str_eq(name, calque_str_of(option_rows[i].name)) &&
        str_eq(value, calque_str_of(option_rows[i].value)))
      row = &option_rows[i];
  return row;
}

calque_status environment_read(struct options *o, const bool *given, const char *env_path,
                               calque_error *err) {
  struct origin origins[ENV_ROWS_MAX] = {{0}};
  assert(n_env_rows <= ENV_ROWS_MAX);
  calque_status status = check_names(err);
  if (status == CALQUE_OK) status = read_file(env_path, origins, err);
  refuse_addresses(origins);
  keep_keys_out_of_cores();
  for (size_t i = 0; status == CALQUE_OK && i < n_env_rows; i++) {
    const char *value = getenv(env_rows[i].name);
    if (!value || !*value || !env_rows[i].option) continue;
    const struct option_row *row = env_option(&env_rows[i], o->command);
    if (given[row - option_rows] || !option_is_for(row, o->command)) continue;
    char from[512];
    if (origins[i].line)
      snprintf(from, sizeof from, "%s:%ld: %s", origins[i].where, origins[i].line,
               env_rows[i].name);
    else snprintf(from, sizeof from, "%s", env_rows[i].name);
    status = option_set(o, row, value, from, 0, err);
  }
  return status;
}
