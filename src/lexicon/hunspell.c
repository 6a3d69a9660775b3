/* Every call to Hunspell, and what its analyses mean. Files are looked at before Hunspell sees
 * them, for it reports nothing; compressed .hz dictionaries are never given to it, and no word of
 * more than JUDGE_MAX_WORD bytes is. */
#define _GNU_SOURCE
#include "lexicon/hunspell.h"

#include "base/array.h"
#include "base/file.h"
#include "lexicon/morph.h"

#include <hunspell.h>
#include <stdlib.h>
#include <sys/stat.h>

#define JUDGE_MAX_WORD ((size_t)400)

struct judge {
  Hunhandle *handle;
};

static const char *const french_words[] = {"maison", "était", "aujourd'hui", "peut-être", NULL};
static const char *const english_words[] = {"house", "were", "thoughtful", "children", NULL};
const struct judge_probe french_probe = {french_words, "xqzt"};
const struct judge_probe english_probe = {english_words, "xqzt"};

/* ---- What a tag means ------------------------------------------------------------------------ */

struct tag {
  calque_str name;
  uint64_t morph;
};

/* Tags of the French dictionary; those it adds (po:loc.adv, po:3pl!) count as what they begin
 * with or end in. */
static const struct tag tags[] = {
    {STR_INIT("po:nom"), M_NOUN},
    {STR_INIT("po:loc.nom"), M_NOUN},
    {STR_INIT("po:adj"), M_ADJ},
    {STR_INIT("po:loc.adj"), M_ADJ},
    {STR_INIT("is:adj"), M_ADJ},
    {STR_INIT("po:adv"), M_ADV},
    {STR_INIT("po:advint"), M_ADV},
    {STR_INIT("po:proadv"), M_ADV},
    {STR_INIT("po:loc.adv"), M_ADV},
    {STR_INIT("po:loc.verb"), M_VERB},
    {STR_INIT("po:prep"), M_PREP},
    {STR_INIT("po:prepv"), M_PREP},
    {STR_INIT("po:loc.prep"), M_PREP},
    {STR_INIT("po:loc.prepv"), M_PREP},
    {STR_INIT("po:det"), M_DET},
    {STR_INIT("po:detpos"), M_DET | M_POSSESSIVE},
    {STR_INIT("po:detind"), M_DET},
    {STR_INIT("po:detdem"), M_DET},
    {STR_INIT("po:detneg"), M_DET},
    {STR_INIT("po:detex"), M_DET},
    {STR_INIT("po:propersuj"), M_PRO_SUBJ},
    {STR_INIT("po:properobj"), M_PRO_OBJ},
    {STR_INIT("po:preverb"), M_PRO_OBJ | M_PREVERB},
    {STR_INIT("po:prorel"), M_PRO_REL},
    {STR_INIT("po:proint"), M_PRO_INT},
    {STR_INIT("po:prodem"), M_PRO_DEM},
    {STR_INIT("po:proind"), M_PRO_IND},
    {STR_INIT("po:proneg"), M_PRO_IND},
    {STR_INIT("po:nb"), M_NUM},
    {STR_INIT("po:nbro"), M_NUM},
    {STR_INIT("po:cjco"), M_CONJ},
    {STR_INIT("po:cj"), M_CONJ},
    {STR_INIT("po:loc.cj"), M_CONJ},
    {STR_INIT("po:cjsub"), M_CONJ_SUB},
    {STR_INIT("po:loc.cjsub"), M_CONJ_SUB},
    {STR_INIT("po:interj"), M_INTERJ},
    {STR_INIT("po:loc.interj"), M_INTERJ},
    {STR_INIT("po:npr"), M_NAME},
    {STR_INIT("po:prn"), M_GIVEN},
    {STR_INIT("po:patr"), M_FAMILY},
    {STR_INIT("po:loc.patr"), M_FAMILY},
    {STR_INIT("po:titr"), M_TITLE},
    {STR_INIT("po:negadv"), M_NEG},
    {STR_INIT("po:mg"), M_FUNCTION},
    {STR_INIT("po:pfx"), M_AFFIX},
    {STR_INIT("po:sfx"), M_AFFIX},
    {STR_INIT("po:infi"), M_INF},
    {STR_INIT("is:infi"), M_INF},
    {STR_INIT("po:ppas"), M_PART_PAST},
    {STR_INIT("po:ppre"), M_PART_PRES},
    {STR_INIT("po:ipre"), M_PRESENT},
    {STR_INIT("is:ipre"), M_PRESENT},
    {STR_INIT("po:iimp"), M_IMPERFECT},
    {STR_INIT("po:ipsi"), M_PAST},
    {STR_INIT("po:ifut"), M_FUTURE},
    {STR_INIT("po:cond"), M_CONDITIONAL},
    {STR_INIT("po:spre"), M_SUBJUNCTIVE | M_SUBJ_PRES},
    {STR_INIT("po:simp"), M_SUBJUNCTIVE},
    {STR_INIT("po:impe"), M_IMPERATIVE},
    {STR_INIT("po:1sg"), M_1 | M_SING},
    {STR_INIT("po:1isg"), M_1 | M_SING},
    {STR_INIT("po:2sg"), M_2 | M_SING},
    {STR_INIT("po:3sg"), M_3 | M_SING},
    {STR_INIT("is:3sg"), M_3 | M_SING},
    {STR_INIT("po:1pl"), M_1 | M_PLUR},
    {STR_INIT("po:2pl"), M_2 | M_PLUR},
    {STR_INIT("po:3pl"), M_3 | M_PLUR},
    {STR_INIT("po:3pl!"), M_3 | M_PLUR},
    {STR_INIT("is:3pl"), M_3 | M_PLUR},
    {STR_INIT("po:1pe"), M_1},
    {STR_INIT("po:2pe"), M_2},
    {STR_INIT("po:3pe"), M_3},
    {STR_INIT("is:3pe"), M_3},
    {STR_INIT("is:mas"), M_MASC},
    {STR_INIT("is:fem"), M_FEM},
    {STR_INIT("is:epi"), M_MASC | M_FEM},
    {STR_INIT("is:sg"), M_SING},
    {STR_INIT("po:sg"), M_SING},
    {STR_INIT("is:pl"), M_PLUR},
    {STR_INIT("is:inv"), M_SING | M_PLUR},
};

static uint64_t tag_morph(calque_str tag) {
  if (str_starts(tag, STR("po:v0"))) return M_AUX | M_VERB;
  if (str_starts(tag, STR("po:v")) && tag.len > 4 && tag.ptr[4] >= '1' && tag.ptr[4] <= '3')
    return M_VERB;
  for (size_t i = 0; i < COUNT(tags); i++)
    if (str_eq(tag, tags[i].name)) return tags[i].morph;
  return 0;
}

/* « st:aujourd’hui » -> aujourd'hui: OCONV made the apostrophe a typographic one. */
static calque_str lemma_copy(calque_arena *arena, calque_str lemma) {
  char *out = arena_alloc(arena, lemma.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < lemma.len;) {
    bool apostrophe = str_starts(str_slice(lemma, i, lemma.len), STR("’"));
    out[n++] = apostrophe ? '\'' : lemma.ptr[i];
    i += apostrophe ? 3 : 1;
  }
  return (calque_str){out, n};
}

/* " st:avoir po:v0ait____a po:iimp po:3sg" */
static struct analysis parse_analysis(calque_str line) {
  struct analysis a = {0, {"", 0}};
  for (calque_str rest = line; rest.ptr;) {
    calque_str tag = str_cut(&rest, ' ');
    if (str_starts(tag, STR("st:"))) a.lemma = str_slice(tag, 3, tag.len);
    else a.morph |= tag_morph(tag);
  }
  return a;
}

/* ---- Opening --------------------------------------------------------------------------------- */

static calque_status file_is_there(const char *path, calque_error *err) {
  struct buf first;
  buf_init(&first, 1);
  calque_error ignored = {0};
  calque_status status = file_read(path, &first, &ignored);
  bool empty = !first.len;
  buf_free(&first);
  if (status && status != CALQUE_E_LIMIT) {
    if (err && !err->status) *err = ignored;
    return status;
  }
  return empty ? fail(err, CALQUE_E_CONFIG, path, 0, "the dictionary is empty") : CALQUE_OK;
}

static calque_status self_test(struct judge *judge, const char *dic,
                               const struct judge_probe *probe, calque_error *err) {
  for (const char *const *word = probe->known; *word; word++)
    if (!judge_accepts(judge, calque_str_of(*word)))
      return fail(err, CALQUE_E_CONFIG, dic, 0, "the dictionary does not know '%s'", *word);
  if (judge_accepts(judge, calque_str_of(probe->unknown)))
    return fail(err, CALQUE_E_CONFIG, dic, 0, "the dictionary accepts '%s'", probe->unknown);
  return CALQUE_OK;
}

struct judge *judge_open(const char *aff, const char *dic, const struct judge_probe *probe,
                         calque_error *err) {
  if (file_is_there(aff, err) || file_is_there(dic, err)) return NULL;
  struct judge *judge = must_alloc(sizeof *judge);
  judge->handle = Hunspell_create(aff, dic);
  if (judge->handle && !self_test(judge, dic, probe, err)) return judge;
  if (!judge->handle) fail(err, CALQUE_E_CONFIG, dic, 0, "Hunspell cannot load the dictionary");
  judge_free(judge);
  return NULL;
}

void judge_free(struct judge *judge) {
  if (!judge) return;
  if (judge->handle) Hunspell_destroy(judge->handle);
  free(judge);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

/* Hunspell wants a NUL behind the word. False for one that is too long to ask. */
static bool terminated(calque_str word, char out[JUDGE_MAX_WORD + 1]) {
  if (word.len > JUDGE_MAX_WORD) return false;
  if (word.len) memcpy(out, word.ptr, word.len);
  out[word.len] = '\0';
  return true;
}

bool judge_accepts(struct judge *judge, calque_str word) {
  char z[JUDGE_MAX_WORD + 1];
  return terminated(word, z) && Hunspell_spell(judge->handle, z) != 0;
}

size_t judge_analyze(struct judge *judge, calque_arena *arena, calque_str word,
                     struct analysis **out) {
  char z[JUDGE_MAX_WORD + 1], **lines = NULL;
  size_t n = 0;
  *out = NULL;
  if (!terminated(word, z)) return 0;
  int n_lines = Hunspell_analyze(judge->handle, &lines, z);
  if (n_lines <= 0) return 0;
  *out = ARENA_ARRAY(arena, struct analysis, n_lines);
  for (int i = 0; i < n_lines; i++) {
    struct analysis a = parse_analysis(str_trim(calque_str_of(lines[i])));
    a.lemma = lemma_copy(arena, a.lemma.len ? a.lemma : word);
    bool known = false;
    for (size_t k = 0; k < n && !known; k++)
      known = (*out)[k].morph == a.morph && str_eq((*out)[k].lemma, a.lemma);
    if (!known) (*out)[n++] = a;
  }
  Hunspell_free_list(judge->handle, &lines, n_lines);
  return n;
}
