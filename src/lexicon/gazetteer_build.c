/* dictionaries/names/ -> the section. Rows become phrases of both languages and links between
 * them. A place is linked with the English of its adjective too, and the adjective with that of
 * its place (« l’Allemagne » may become “the German”): not rows, but what two rows that share an
 * English form have in common. */
#include "base/map.h"
#include "lexicon/build.h"
#include "lexicon/gazetteer_format.h"
#include "lexicon/tsv.h"

#define MAX_FIELD 400 /* bytes of one alternative */

struct phrase_build {
  calque_str folded;
  uint32_t kinds;
  uint8_t words;
  ARRAY(uint32_t) links;
};

struct side_build {
  struct map ids;
  ARRAY(struct phrase_build) phrases;
};

struct gazetteer_build {
  calque_arena *arena;
  struct side_build french, english;
};

static uint32_t phrase_id(struct gazetteer_build *g, struct side_build *side, calque_str key,
                          uint8_t words) {
  uint32_t *slot = map_add(&side->ids, key, UINT32_MAX);
  if (*slot == UINT32_MAX) {
    struct phrase_build p = {.folded = key, .words = words};
    *slot = (uint32_t)side->phrases.n;
    ARRAY_PUSH(g->arena, &side->phrases, p);
  }
  return *slot;
}

/* "mer", "mer de" and "mer de chine" for "mer de chine orientale": a search that goes word by word
 * may stop where none of them is found. */
static void add_prefixes(struct gazetteer_build *g, struct side_build *side, calque_str key) {
  uint8_t words = 0;
  for (size_t i = 0; i < key.len; i++) {
    if (key.ptr[i] == ' ') phrase_id(g, side, str_slice(key, 0, i), ++words);
  }
}

static bool has_capital(calque_str form) {
  size_t letter;
  for (size_t at = 0; at < form.len; at += letter) {
    if (utf8_is_upper(utf8_decode(str_slice(form, at, form.len), &letter))) return true;
  }
  return false;
}

static calque_status add_phrase(struct gazetteer_build *g, struct side_build *side,
                                const struct tsv *t, calque_str form, uint32_t kinds, uint32_t *id,
                                calque_error *err) {
  char folded[3 * MAX_FIELD + 1];
  unsigned words = 0;
  if (form.len > MAX_FIELD)
    return fail(err, CALQUE_E_LIMIT, t->path, t->line, "the name is too long");
  size_t len = gazetteer_fold(form, folded, &words);
  if (!len || len > UINT8_MAX || words > GAZETTEER_MAX_WORDS) {
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "'%.*s' is no name", STR_ARG(form));
  }
  kinds |= has_capital(form) ? GAZETTEER_CAPITAL : GAZETTEER_SMALL;
  calque_str key = arena_copy(g->arena, (calque_str){folded, len});
  *id = phrase_id(g, side, key, (uint8_t)words);
  side->phrases.ptr[*id].kinds |= kinds;
  add_prefixes(g, side, key);
  return CALQUE_OK;
}

static void link_once(struct gazetteer_build *g, struct phrase_build *p, uint32_t id) {
  for (size_t i = 0; i < p->links.n; i++) {
    if (p->links.ptr[i] == id) return;
  }
  ARRAY_PUSH(g->arena, &p->links, id);
}

/* “the Guardian” is found where the text has Guardian, « Le Caire » in « du Caire ». */
static calque_str without_article(calque_str form, bool english) {
  static const struct {
    calque_str article;
    bool english;
  } ARTICLES[] = {{STR_INIT("the "), true},
                  {STR_INIT("le "), false},
                  {STR_INIT("la "), false},
                  {STR_INIT("les "), false}};
  for (size_t i = 0; i < COUNT(ARTICLES); i++) {
    calque_str article = ARTICLES[i].article;
    size_t len = article.len;
    if (ARTICLES[i].english != english || form.len <= len) continue;
    if (!str_eq_nocase(str_slice(form, 0, len), article)) continue;
    calque_str rest = str_slice(form, len, form.len);
    return has_capital(rest) ? rest : form;
  }
  return form;
}

static calque_status link_english(struct gazetteer_build *g, const struct tsv *t, uint32_t from,
                                  calque_str english, uint32_t kinds, calque_error *err) {
  calque_status status = CALQUE_OK;
  for (calque_str en = english; en.ptr && !status;) {
    calque_str b = without_article(str_trim(str_cut(&en, '|')), true);
    uint32_t to = 0;
    if (!b.len) continue;
    status = add_phrase(g, &g->english, t, b, kinds, &to, err);
    if (status) break;
    link_once(g, &g->french.phrases.ptr[from], to);
    link_once(g, &g->english.phrases.ptr[to], from);
  }
  return status;
}

/* Every French alternative, with its article and without, and every English one. */
static calque_status add_row(struct gazetteer_build *g, const struct tsv *t, calque_str french,
                             calque_str english, uint32_t kinds, calque_error *err) {
  calque_status status = CALQUE_OK;
  for (calque_str fr = french; fr.ptr && !status;) {
    calque_str forms[2] = {str_trim(str_cut(&fr, '|')), STR_INIT("")};
    if (!forms[0].len) continue;
    forms[1] = kinds & GAZETTEER_PLACE ? without_article(forms[0], false) : forms[0];
    for (int i = 0; i < 2 && !status; i++) {
      uint32_t from = 0;
      if (i && forms[1].len == forms[0].len) break;
      status = add_phrase(g, &g->french, t, forms[i], kinds, &from, err);
      if (!status) status = link_english(g, t, from, english, kinds, err);
    }
  }
  return status;
}

static uint32_t kind_of(calque_str name) {
  static const struct {
    calque_str name;
    uint32_t kinds;
  } KINDS[] = {{STR_INIT("country"), GAZETTEER_PLACE},
               {STR_INIT("capital"), GAZETTEER_PLACE},
               {STR_INIT("city"), GAZETTEER_PLACE},
               {STR_INIT("region"), GAZETTEER_PLACE},
               {STR_INIT("island"), GAZETTEER_PLACE},
               {STR_INIT("river"), GAZETTEER_PLACE},
               {STR_INIT("lake"), GAZETTEER_PLACE},
               {STR_INIT("sea"), GAZETTEER_PLACE},
               {STR_INIT("mountain"), GAZETTEER_PLACE},
               {STR_INIT("site"), GAZETTEER_PLACE},
               {STR_INIT("language"), GAZETTEER_LANGUAGE},
               {STR_INIT("adjective"), GAZETTEER_ADJECTIVE},
               {STR_INIT("organisation"), GAZETTEER_ORGANISATION},
               {STR_INIT("armed"), GAZETTEER_ORGANISATION},
               {STR_INIT("government"), GAZETTEER_ORGANISATION},
               {STR_INIT("treaty"), GAZETTEER_ORGANISATION},
               {STR_INIT("title"), GAZETTEER_TITLE},
               {STR_INIT("common"), GAZETTEER_COMMON},
               {STR_INIT("person"), GAZETTEER_PERSON},
               {STR_INIT("given"), GAZETTEER_GIVEN}};
  for (size_t i = 0; i < COUNT(KINDS); i++) {
    if (str_eq(KINDS[i].name, name)) return KINDS[i].kinds;
  }
  return 0;
}

static calque_status unknown_kind(const struct tsv *t, calque_str kind, calque_error *err) {
  return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "unknown kind '%.*s'", STR_ARG(kind));
}

static calque_status read_places(struct gazetteer_build *g, const char *dir, calque_error *err) {
  struct tsv t;
  calque_str cell[4];
  calque_status status =
      tsv_open(&t, g->arena, dir, "names/places.tsv", "kind\tfrench\tenglish\tcode", err);
  while (!status && !(status = tsv_row(&t, cell, 4, err))) {
    uint32_t kinds = kind_of(cell[0]);
    if (str_eq(cell[3], STR("ambiguous"))) kinds |= GAZETTEER_AMBIGUOUS;
    status = kinds ? add_row(g, &t, cell[1], cell[2], kinds, err) : unknown_kind(&t, cell[0], err);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* The short and the long form of an organisation translate each other's. */
static calque_status read_institutions(struct gazetteer_build *g, const char *dir,
                                       calque_error *err) {
  struct tsv t;
  calque_str cell[5];
  calque_status status = tsv_open(&t, g->arena, dir, "names/institutions.tsv",
                                  "kind\tacronym\tfrench\tenglish_acronym\tenglish", err);
  while (!status && !(status = tsv_row(&t, cell, 5, err))) {
    uint32_t kinds = kind_of(cell[0]);
    if (!kinds) status = unknown_kind(&t, cell[0], err);
    for (int i = 1; i <= 2 && !status; i++) {
      for (int j = 3; j <= 4 && !status; j++) status = add_row(g, &t, cell[i], cell[j], kinds, err);
    }
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

static calque_status read_people(struct gazetteer_build *g, const char *dir, calque_error *err) {
  struct tsv t;
  calque_str cell[3];
  calque_status status =
      tsv_open(&t, g->arena, dir, "names/people.tsv", "kind\tfrench\tenglish", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    uint32_t kinds = kind_of(cell[0]);
    status = kinds ? add_row(g, &t, cell[1], cell[2], kinds, err) : unknown_kind(&t, cell[0], err);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

static calque_status read_outlets(struct gazetteer_build *g, const char *dir, calque_error *err) {
  struct tsv t;
  calque_str cell[4];
  calque_status status =
      tsv_open(&t, g->arena, dir, "names/outlets.tsv", "kind\tenglish\tmistaken\tuse", err);
  while (!status && !(status = tsv_row(&t, cell, 4, err))) {
    uint32_t kinds = GAZETTEER_OUTLET;
    if (!str_eq(cell[3], STR("cite"))) kinds |= GAZETTEER_MISTAKEN;
    status = add_row(g, &t, cell[2], cell[1], kinds, err);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* Links of a place that share an English phrase with an adjective are widened by the adjective's,
 * and the other way round. One step only: what is reached through two phrases is another place. */
static void relate(struct gazetteer_build *g) {
  size_t n = g->french.phrases.n;
  ARRAY(uint32_t) more = {0};
  size_t *from = ARENA_ARRAY(g->arena, size_t, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct phrase_build *p = &g->french.phrases.ptr[i];
    bool place = p->kinds & GAZETTEER_PLACE, adjective = p->kinds & GAZETTEER_ADJECTIVE;
    from[i] = more.n;
    for (size_t l = 0; (place || adjective) && l < p->links.n; l++) {
      const struct phrase_build *en = &g->english.phrases.ptr[p->links.ptr[l]];
      for (size_t k = 0; k < en->links.n; k++) {
        const struct phrase_build *q = &g->french.phrases.ptr[en->links.ptr[k]];
        uint32_t wanted = place ? GAZETTEER_ADJECTIVE : GAZETTEER_PLACE;
        if (!(q->kinds & wanted)) continue;
        for (size_t m = 0; m < q->links.n; m++) ARRAY_PUSH(g->arena, &more, q->links.ptr[m]);
      }
    }
  }
  from[n] = more.n;
  for (size_t i = 0; i < n; i++) {
    for (size_t m = from[i]; m < from[i + 1]; m++) {
      link_once(g, &g->french.phrases.ptr[i], more.ptr[m]);
      link_once(g, &g->english.phrases.ptr[more.ptr[m]], (uint32_t)i);
    }
  }
}

static void pad(struct buf *out) {
  while (out->len % 8) buf_char(out, '\0');
}

static struct gazetteer_counts counts_of(const struct side_build *side) {
  struct gazetteer_counts c = {(uint32_t)side->phrases.n, 16, 0};
  while (c.n_slots < 2 * c.n_phrases) c.n_slots *= 2;
  for (size_t i = 0; i < side->phrases.n; i++) c.n_links += (uint32_t)side->phrases.ptr[i].links.n;
  return c;
}

static void write_side(struct gazetteer_build *g, const struct side_build *side,
                       const struct gazetteer_counts *counts, uint32_t *text, struct buf *out) {
  uint32_t *slots = ARENA_ARRAY(g->arena, uint32_t, counts->n_slots), link = 0;
  for (uint32_t i = 0; i < counts->n_phrases; i++) {
    const struct phrase_build *p = &side->phrases.ptr[i];
    struct gazetteer_phrase q = {
        *text,    link, (uint16_t)p->links.n, (uint16_t)p->kinds, (uint8_t)p->folded.len,
        p->words, {0}};
    buf_add(out, &q, sizeof q);
    *text += q.len;
    link += q.n_links;
    uint32_t slot = (uint32_t)str_hash(p->folded, 0) & (counts->n_slots - 1);
    while (slots[slot]) slot = (slot + 1) & (counts->n_slots - 1);
    slots[slot] = i + 1;
  }
  pad(out);
  buf_add(out, slots, counts->n_slots * sizeof *slots);
  pad(out);
  for (size_t i = 0; i < side->phrases.n; i++) {
    const struct phrase_build *p = &side->phrases.ptr[i];
    if (p->links.n) buf_add(out, p->links.ptr, p->links.n * sizeof *p->links.ptr);
  }
  pad(out);
}

static void write_texts(const struct side_build *side, struct buf *out) {
  for (size_t i = 0; i < side->phrases.n; i++) buf_str(out, side->phrases.ptr[i].folded);
}

static uint32_t text_len(const struct side_build *side) {
  size_t len = 0;
  for (size_t i = 0; i < side->phrases.n; i++) len += side->phrases.ptr[i].folded.len;
  return (uint32_t)len;
}

calque_status gazetteer_compile(calque_arena *arena, const char *data_dir, struct buf *out,
                                calque_error *err) {
  struct gazetteer_build g = {.arena = arena};
  map_init(&g.french.ids, arena, 8192, 0);
  map_init(&g.english.ids, arena, 8192, 0);
  calque_status status = read_places(&g, data_dir, err);
  if (!status) status = read_institutions(&g, data_dir, err);
  if (!status) status = read_people(&g, data_dir, err);
  if (!status) status = read_outlets(&g, data_dir, err);
  if (status) return status;
  relate(&g);
  struct gazetteer_header h = {.french = counts_of(&g.french), .english = counts_of(&g.english)};
  memcpy(h.magic, GAZETTEER_MAGIC, sizeof h.magic);
  h.texts_len = text_len(&g.french) + text_len(&g.english);
  uint32_t text = 0;
  buf_add(out, &h, sizeof h);
  write_side(&g, &g.french, &h.french, &text, out);
  write_side(&g, &g.english, &h.english, &text, out);
  write_texts(&g.french, out);
  write_texts(&g.english, out);
  pad(out);
  return buf_failed(out) ? fail(err, CALQUE_E_LIMIT, data_dir, 0, "too many names") : CALQUE_OK;
}

build_section gazetteer_section;

calque_status gazetteer_section(const struct build *b, struct buf *out, calque_error *err) {
  return gazetteer_compile(b->arena, b->sources->data_dir, out, err);
}
