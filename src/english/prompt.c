/* A template is cut at its places once for every prompt; values are put in and never looked at
 * again, so that an article that says {{delimiter}} says just that. */
#include "english/prompt.h"

#include "base/buf.h"

#define PROMPT_MAX ((size_t)4 << 20) /* bytes of one part */

static const struct {
  const char *name, *text;
} templates[] = {
    {
        "translate",
#include "translate.md.inc"
    },
    {
        "summarize",
#include "summarize.md.inc"
    },
};
#define N_TEMPLATES (sizeof templates / sizeof *templates)

struct filler {
  const char *name; /* of the template */
  const struct prompt_value *values;
  size_t n_values;
  bool *used;
  struct buf out;
};

static const struct prompt_value *find_value(struct filler *f, calque_str name) {
  for (size_t i = 0; i < f->n_values; i++) {
    if (!str_eq(calque_str_of(f->values[i].name), name)) continue;
    f->used[i] = true;
    return &f->values[i];
  }
  return NULL;
}

static calque_status unknown(const struct filler *f, calque_str name, calque_error *err) {
  return fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt has an unknown place {{%.*s}}",
              STR_ARG(name));
}

/* One line with its places. */
static calque_status fill_line(struct filler *f, calque_str line, calque_error *err) {
  while (line.len) {
    size_t open = str_find(line, STR("{{"));
    buf_str(&f->out, str_slice(line, 0, open == SIZE_MAX ? line.len : open));
    if (open == SIZE_MAX) break;
    line = str_slice(line, open + 2, line.len);
    size_t close = str_find(line, STR("}}"));
    if (close == SIZE_MAX)
      return fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt has {{ without }}");
    calque_str name = str_slice(line, 0, close);
    const struct prompt_value *value = find_value(f, name);
    if (!value) return unknown(f, name, err);
    buf_str(&f->out, value->value);
    line = str_slice(line, close + 2, line.len);
  }
  buf_char(&f->out, '\n');
  return CALQUE_OK;
}

/* "{{#title}}" -> title; empty when the line is none of that kind. */
static calque_str section_name(calque_str line, char mark) {
  line = str_trim(line);
  bool is = line.len > 5 && str_starts(line, STR("{{")) && line.ptr[2] == mark &&
            str_ends(line, STR("}}"));
  return is ? str_slice(line, 3, line.len - 2) : STR("");
}

/* The lines of a part. */
static calque_status fill_part(calque_arena *arena, struct filler *f, calque_str part,
                               calque_str *out, calque_error *err) {
  calque_str section = STR(""); /* that we are in */
  bool skipping = false;
  buf_clear(&f->out);
  for (calque_str rest = part; rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    calque_str opens = section_name(line, '#'), closes = section_name(line, '/');
    if (opens.len) {
      const struct prompt_value *value = find_value(f, opens);
      if (!value) return unknown(f, opens, err);
      if (section.len)
        return fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt has a section in a section");
      section = opens;
      skipping = !str_trim(value->value).len;
    } else if (closes.len) {
      if (!str_eq(closes, section)) return unknown(f, closes, err);
      section = STR("");
      skipping = false;
    } else if (!skipping) {
      calque_status status = fill_line(f, line, err);
      if (status) return status;
    }
  }
  if (section.len)
    return fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt's section '%.*s' has no end",
                STR_ARG(section));
  if (buf_failed(&f->out))
    return fail(err, CALQUE_E_LIMIT, f->name, 0, "the prompt has more than %zu MB",
                PROMPT_MAX >> 20);
  *out = str_trim(arena_copy(arena, buf_view(&f->out)));
  return CALQUE_OK;
}

/* "version: 3", then the two parts behind their headings. */
static bool cut_template(calque_str text, uint64_t *version, calque_str *system, calque_str *user) {
  size_t s = str_find(text, STR("\n# system\n")), u = str_find(text, STR("\n# user\n"));
  if (!str_starts(text, STR("version: ")) || s == SIZE_MAX || u == SIZE_MAX || u < s) return false;
  calque_str rest = str_slice(text, 9, text.len);
  *system = str_slice(text, s + 10, u);
  *user = str_slice(text, u + 8, text.len);
  return str_to_u64(str_trim(str_cut(&rest, '\n')), version);
}

static calque_status fill_both(calque_arena *arena, struct filler *f, calque_str text,
                               struct prompt *out, calque_error *err) {
  uint64_t version;
  calque_str system, user;
  if (!cut_template(text, &version, &system, &user))
    return fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt has no version or not both parts");
  out->version = (unsigned)version;
  calque_status status = fill_part(arena, f, system, &out->system, err);
  if (!status) status = fill_part(arena, f, user, &out->user, err);
  for (size_t i = 0; !status && i < f->n_values; i++)
    if (!f->used[i])
      status = fail(err, CALQUE_E_CONFIG, f->name, 0, "the prompt has no place {{%s}}",
                    f->values[i].name);
  return status;
}

calque_status prompt_fill_text(calque_arena *arena, const char *name, calque_str text,
                               const struct prompt_value *values, size_t n_values,
                               struct prompt *out, calque_error *err) {
  struct filler f = {.name = name,
                     .values = values,
                     .n_values = n_values,
                     .used = ARENA_ARRAY(arena, bool, n_values + 1)};
  buf_init(&f.out, PROMPT_MAX);
  calque_status status = fill_both(arena, &f, text, out, err);
  buf_free(&f.out);
  return status;
}

calque_status prompt_fill(calque_arena *arena, const char *name, const struct prompt_value *values,
                          size_t n_values, struct prompt *out, calque_error *err) {
  for (size_t i = 0; i < N_TEMPLATES; i++)
    if (strcmp(templates[i].name, name) == 0)
      return prompt_fill_text(arena, name, calque_str_of(templates[i].text), values, n_values, out,
                              err);
  return fail(err, CALQUE_E_CONFIG, name, 0, "there is no such prompt");
}

calque_str prompt_delimiter(calque_arena *arena, calque_str text, uint64_t nonce) {
  for (;; nonce = str_hash(STR("delimiter"), nonce)) {
    /* A tag is easy to keep apart for a model; 64 random bits are hard to guess for an article. */
    calque_str tag = arena_printf(arena, "text-%016llx", (unsigned long long)nonce);
    if (!str_has(text, str_slice(tag, 5, tag.len))) return tag;
  }
}
