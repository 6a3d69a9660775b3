/* SARIF 2.1.0 for code hosts and editors. Results are written one a line in any thread; put joins
 * them and stops at the number that GitHub accepts in one run, which the log then says itself. */
#include "base/map.h"
#include "output/escape.h"
#include "output/members.h"
#include "output/place.h"
#include "output/writer.h"

enum { SARIF_MAX_RESULTS = 25000, CONTEXT = 24 };

static const char *level_of(calque_severity severity) {
  return severity >= CALQUE_MAJOR ? "error" : severity == CALQUE_MINOR ? "warning" : "note";
}

static void put_text(struct buf *out, const char *name, calque_str text) {
  member_key(out, name);
  buf_puts(out, "{\"text\": ");
  escape_json(out, text);
  buf_char(out, '}');
}

static void put_rule(struct buf *out, const struct check *check) {
  buf_char(out, '{');
  member_string(out, "id", calque_str_of(check->id));
  put_text(out, "shortDescription", calque_str_of(check->title));
  put_text(out, "fullDescription", calque_str_of(check->why));
  member_key(out, "defaultConfiguration");
  buf_printf(out, "{\"level\": \"%s\"}", level_of(check->severity));
  member_key(out, "properties");
  buf_puts(out, "{\"tags\": [");
  escape_json(out, calque_str_of(check->family));
  buf_puts(out, "]}}");
}

static void sarif_begin(struct output *o, struct buf *out) {
  (void)o;
  buf_puts(out,
           "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
           " \"version\": \"2.1.0\", \"runs\": [{\"columnKind\": \"utf16CodeUnits\",\n"
           " \"tool\": {\"driver\": {\"name\": \"calque\", \"version\": \"" CALQUE_VERSION
           "\", \"rules\": [");
  for (size_t i = 0; i < n_checks; i++) {
    buf_puts(out, i ? ",\n  " : "\n  ");
    put_rule(out, all_checks[i]);
  }
  buf_puts(out, "]}},\n \"results\": [");
}

static size_t rule_index(const char *id) {
  size_t i = 0;
  while (i < n_checks && strcmp(all_checks[i]->id, id) != 0) i++;
  return i;
}

/* Paths relative to the working folder stay relative; others are file: URIs. */
static void put_artifact(struct buf *out, calque_str id) {
  member_key(out, "artifactLocation");
  buf_puts(out, "{\"uri\": \"");
  if (id.len && id.ptr[0] == '/') buf_puts(out, "file://");
  escape_uri(out, id);
  buf_puts(out, "\"}");
}

static void put_region(struct buf *out, const char *name, struct place *place, calque_span span) {
  place_move(place, span.start);
  struct place end = *place;
  place_move(&end, span.end);
  member_key(out, name);
  buf_printf(out, "{\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, \"endColumn\": %u}",
             (unsigned)place->line, (unsigned)place->utf16, (unsigned)end.line,
             (unsigned)end.utf16);
}

/* The same for a finding when lines are put above it: made from the words and what stands right
 * around them. The second of two alike gets another number. */
static void put_fingerprint(struct buf *out, struct map *seen, calque_arena *arena, calque_str text,
                            const calque_finding *f) {
  size_t start = f->span.start > CONTEXT ? f->span.start - CONTEXT : 0;
  size_t end = text.len - f->span.end > CONTEXT ? f->span.end + CONTEXT : text.len;
  uint64_t hash = str_hash(str_slice(text, start, end), str_hash(calque_str_of(f->check), 0));
  calque_str key = arena_printf(arena, "%016llx", (unsigned long long)hash);
  uint32_t *count = map_add(seen, key, 0);
  ++*count;
  member_key(out, "partialFingerprints");
  buf_printf(out, "{\"calque/v1\": \"%.*s:%u\"}", STR_ARG(key), (unsigned)*count);
}

static void put_fix(struct buf *out, calque_str id, struct place *place, const calque_finding *f) {
  member_key(out, "fixes");
  buf_puts(out, "[{\"artifactChanges\": [{");
  put_artifact(out, id);
  member_key(out, "replacements");
  buf_puts(out, "[{");
  put_region(out, "deletedRegion", place, f->span);
  put_text(out, "insertedContent", f->suggestion);
  buf_puts(out, "}]}]}]");
}

static void sarif_check(const struct style *style, const struct checked *item, struct buf *out) {
  (void)style;
  const calque_doc *doc = item->doc;
  struct place place = place_start(doc->text);
  calque_arena *arena = calque_arena_new();
  struct map seen;
  map_init(&seen, arena, item->report.n_findings, map_random_seed());
  for (size_t i = 0; i < item->report.n_findings; i++) {
    const calque_finding *f = &item->report.findings[i];
    buf_char(out, '{');
    member_string(out, "ruleId", calque_str_of(f->check));
    member_number(out, "ruleIndex", rule_index(f->check));
    member_string(out, "level", calque_str_of(level_of(f->severity)));
    put_text(out, "message", f->message);
    member_key(out, "locations");
    buf_puts(out, "[{\"physicalLocation\": {");
    put_artifact(out, doc->meta.id);
    put_region(out, "region", &place, f->span);
    buf_puts(out, "}}]");
    put_fingerprint(out, &seen, arena, doc->text, f);
    if (f->suggestion.len) put_fix(out, doc->meta.id, &place, f);
    buf_puts(out, "}\n");
  }
  calque_arena_free(arena);
}

static void sarif_put(struct output *o, calque_str item, struct buf *out) {
  while (item.len) {
    calque_str line = str_cut(&item, '\n');
    if (!line.len) continue;
    if (o->n_results == SARIF_MAX_RESULTS) {
      o->n_left_out++;
      continue;
    }
    buf_puts(out, o->n_results++ ? ",\n  " : "\n  ");
    buf_str(out, line);
  }
}

static void sarif_end(struct output *o, struct buf *out) {
  buf_puts(out, "],\n \"invocations\": [{\"executionSuccessful\": true");
  if (o->n_left_out)
    buf_printf(out,
               ", \"toolExecutionNotifications\": [{\"level\": \"warning\", \"message\": "
               "{\"text\": \"%zu results left out: a run holds at most %d\"}}]",
               o->n_left_out, SARIF_MAX_RESULTS);
  buf_puts(out, "}]}]}\n");
}

const struct writer writer_sarif = {
    .name = "sarif",
    .begin = sarif_begin,
    .check = sarif_check,
    .put = sarif_put,
    .end = sarif_end,
};
