/* What people call the parts of a page, in French and English: in class names, and in the lines
 * that readers see. A name is a hint, never a verdict: html_main.c does not follow one that would
 * take away most of the page's text. */
#include "input/html_page.h"

#include "base/utf8.h"

struct word {
  calque_str text;
  uint32_t hint;
};

#define AGAINST(word) \
  { STR_INIT(word), HINT_AGAINST }
#define OTHERS(word) \
  { STR_INIT(word), HINT_AGAINST | HINT_OTHERS }
#define LEAD(word) \
  { STR_INIT(word), HINT_LEAD }
#define CAPTION(word) \
  { STR_INIT(word), HINT_CAPTION }

/* Parts of names as in "article-share", "relatedPosts", "bloc_pub"; a final s is ignored. */
static const struct word words[] = {
    AGAINST("nav"),
    AGAINST("navbar"),
    AGAINST("navigation"),
    AGAINST("menu"),
    AGAINST("submenu"),
    AGAINST("breadcrumb"),
    AGAINST("ariane"),
    AGAINST("sidebar"),
    AGAINST("aside"),
    AGAINST("footer"),
    OTHERS("comment"),
    OTHERS("commentaire"),
    OTHERS("disqus"),
    OTHERS("reaction"),
    AGAINST("share"),
    AGAINST("sharing"),
    AGAINST("partage"),
    AGAINST("partager"),
    AGAINST("social"),
    AGAINST("follow"),
    AGAINST("related"),
    AGAINST("similaire"),
    AGAINST("connexe"),
    AGAINST("recommended"),
    AGAINST("recommendation"),
    AGAINST("reco"),
    AGAINST("outbrain"),
    AGAINST("taboola"),
    AGAINST("promo"),
    AGAINST("advert"),
    AGAINST("advertisement"),
    AGAINST("advertising"),
    AGAINST("ad"),
    AGAINST("adslot"),
    AGAINST("pub"),
    AGAINST("publicite"),
    AGAINST("sponsor"),
    AGAINST("sponsored"),
    AGAINST("partenaire"),
    AGAINST("newsletter"),
    AGAINST("subscribe"),
    AGAINST("signup"),
    AGAINST("login"),
    AGAINST("connexion"),
    OTHERS("cookie"),
    OTHERS("consent"),
    OTHERS("gdpr"),
    OTHERS("rgpd"),
    OTHERS("cmp"),
    AGAINST("popup"),
    AGAINST("modal"),
    AGAINST("overlay"),
    AGAINST("toolbar"),
    AGAINST("tag"),
    AGAINST("keyword"),
    AGAINST("pagination"),
    AGAINST("pager"),
    AGAINST("byline"),
    AGAINST("author"),
    AGAINST("auteur"),
    AGAINST("bio"),
    AGAINST("timestamp"),
    AGAINST("dateline"),
    AGAINST("trending"),
    AGAINST("populaire"),
    AGAINST("popular"),
    AGAINST("ranking"),
    AGAINST("skip"),
    AGAINST("print"),
    AGAINST("captcha"),
    AGAINST("rating"),
    AGAINST("vote"),
    AGAINST("bandeau"),
    AGAINST("ticker"),
    AGAINST("legal"),
    AGAINST("copyright"),
    AGAINST("disclaimer"),
    AGAINST("carousel"),
    AGAINST("slider"),
    AGAINST("sondage"),
    AGAINST("toc"),
    AGAINST("sommaire"),
    AGAINST("alert"),
    AGAINST("tooltip"),
    LEAD("chapo"),
    LEAD("chapeau"),
    LEAD("lead"),
    LEAD("lede"),
    LEAD("standfirst"),
    LEAD("intro"),
    LEAD("introduction"),
    LEAD("excerpt"),
    LEAD("summary"),
    LEAD("resume"),
    LEAD("deck"),
    LEAD("dek"),
    LEAD("subtitle"),
    LEAD("soustitre"),
    LEAD("accroche"),
    LEAD("description"),
    LEAD("abstract"),
    LEAD("desc"),
    LEAD("hat"),
    CAPTION("caption"),
    CAPTION("legend"),
    CAPTION("legende"),
    CAPTION("credit"),
    CAPTION("figcaption"),
    CAPTION("photographer"),
    CAPTION("photocredit"),
    CAPTION("diapo"),
    CAPTION("diaporama"),
    CAPTION("slideshow"),
    CAPTION("gallery"),
    CAPTION("galerie"),
};

/* Two parts in a row. */
static const struct word pairs[] = {
    AGAINST("lire aussi"), AGAINST("a lire"),    AGAINST("voir aussi"),   AGAINST("plus lus"),
    AGAINST("plus lu"),    AGAINST("most read"), AGAINST("most popular"), AGAINST("read more"),
    AGAINST("read also"),  AGAINST("see also"),  AGAINST("meme sujet"),   AGAINST("en lien"),
    AGAINST("sign up"),    AGAINST("fil info"),  AGAINST("mots cles"),    LEAD("sub title"),
    LEAD("sous titre"),
};

/* Names that say something about the whole article: WordPress puts the subject there. */
static const calque_str about_all[] = {
    STR_INIT("tag-"),      STR_INIT("category-"), STR_INIT("has-"),
    STR_INIT("no-"),       STR_INIT("with-"),     STR_INIT("without-"),
    STR_INIT("post_tag-"), STR_INIT("single-"),   STR_INIT("page-")};

/* Starts of furniture lines, folded: no accents, lower case, plain apostrophes. */
static const calque_str furniture[] = {
    STR_INIT("lire aussi"),
    STR_INIT("a lire aussi"),
    STR_INIT("lire egalement"),
    STR_INIT("a lire egalement"),
    STR_INIT("lire la suite"),
    STR_INIT("lire l'article"),
    STR_INIT("voir aussi"),
    STR_INIT("a voir aussi"),
    STR_INIT("a decouvrir"),
    STR_INIT("publie le"),
    STR_INIT("publie a"),
    STR_INIT("publie hier"),
    STR_INIT("publie aujourd"),
    STR_INIT("mis a jour"),
    STR_INIT("mise a jour"),
    STR_INIT("modifie le"),
    STR_INIT("partager"),
    STR_INIT("partagez"),
    STR_INIT("imprimer"),
    STR_INIT("envoyer par"),
    STR_INIT("copier le lien"),
    STR_INIT("abonnez-vous"),
    STR_INIT("je m'abonne"),
    STR_INIT("s'abonner"),
    STR_INIT("inscrivez-vous"),
    STR_INIT("recevez notre"),
    STR_INIT("recevez la newsletter"),
    STR_INIT("suivez-nous"),
    STR_INIT("suivez nous"),
    STR_INIT("commenter"),
    STR_INIT("reagir"),
    STR_INIT("publicite"),
    STR_INIT("credit photo"),
    STR_INIT("credits photo"),
    STR_INIT("photo :"),
    STR_INIT("illustration :"),
    STR_INIT("temps de lecture"),
    STR_INIT("tous droits reserves"),
    STR_INIT("article reserve"),
    STR_INIT("cet article est reserve"),
    STR_INIT("il vous reste"),
    STR_INIT("la suite est reservee"),
    STR_INIT("la suite de cet article"),
    STR_INIT("pour lire la suite"),
    STR_INIT("deja abonne"),
    STR_INIT("se connecter"),
    STR_INIT("mots-cles"),
    STR_INIT("mots cles"),
    STR_INIT("tags :"),
    STR_INIT("sur le meme sujet"),
    STR_INIT("read more"),
    STR_INIT("read also"),
    STR_INIT("skip to"),
    STR_INIT("aller au contenu"),
    STR_INIT("© "),
    STR_INIT("copyright"),
    STR_INIT("(c)"),
};

/* Words of lines that say when and by whom an article was made, behind a name or before one. */
static const calque_str made[] = {
    STR_INIT("publie"),      STR_INIT("publiee"),  STR_INIT("mis a jour"), STR_INIT("modifie"),
    STR_INIT("mise a jour"), STR_INIT("poste le"), STR_INIT("cree le"),    STR_INIT("redige"),
    STR_INIT("published"),   STR_INIT("updated"),  STR_INIT("posted")};

static const calque_str months[] = {
    STR_INIT("janv"), STR_INIT("fev"),  STR_INIT("mars"), STR_INIT("avr"), STR_INIT("mai"),
    STR_INIT("juin"), STR_INIT("juil"), STR_INIT("aou"),  STR_INIT("sep"), STR_INIT("oct"),
    STR_INIT("nov"),  STR_INIT("dec"),  STR_INIT("/")};

/* Headings behind which the article is over. */
static const calque_str endings[] = {
    STR_INIT("lire aussi"),
    STR_INIT("a lire aussi"),
    STR_INIT("a lire"),
    STR_INIT("voir aussi"),
    STR_INIT("lire egalement"),
    STR_INIT("sur le meme sujet"),
    STR_INIT("sur le meme theme"),
    STR_INIT("dans la meme rubrique"),
    STR_INIT("articles lies"),
    STR_INIT("articles similaires"),
    STR_INIT("articles recents"),
    STR_INIT("a la une"),
    STR_INIT("les plus lus"),
    STR_INIT("les plus consultes"),
    STR_INIT("en ce moment"),
    STR_INIT("commentaire"),
    STR_INIT("vos commentaires"),
    STR_INIT("vos reactions"),
    STR_INIT("reactions"),
    STR_INIT("laisser un commentaire"),
    STR_INIT("newsletter"),
    STR_INIT("notre newsletter"),
    STR_INIT("partager"),
    STR_INIT("ailleurs sur le web"),
    STR_INIT("contenus sponsorises"),
    STR_INIT("recommande pour vous"),
    STR_INIT("vous aimerez aussi"),
    STR_INIT("vous pourriez aussi aimer"),
    STR_INIT("nos derniers articles"),
    STR_INIT("derniers articles"),
    STR_INIT("dernieres actualites"),
    STR_INIT("toute l'actualite"),
    STR_INIT("plus d'articles"),
    STR_INIT("suivez-nous"),
    STR_INIT("a propos de l'auteur"),
    STR_INIT("related"),
    STR_INIT("read more"),
    STR_INIT("comments"),
};

/* ---- Names ----------------------------------------------------------------------------------- */

enum { NAME_MAX_BYTES = 256, PART_MAX = 32 };

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_part(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9');
}

/* The next part of a name, in lower case, without a final s. Empty at the end. */
static calque_str next_part(calque_str *rest, char *out) {
  size_t i = 0, n = 0;
  while (i < rest->len && !is_part(rest->ptr[i])) i++;
  size_t start = i;
  while (i < rest->len && is_part(rest->ptr[i])) {
    bool hump = i > start && is_upper(rest->ptr[i]) && !is_upper(rest->ptr[i - 1]);
    if (hump) break;
    if (n < PART_MAX) out[n++] = is_upper(rest->ptr[i]) ? (char)(rest->ptr[i] + 32) : rest->ptr[i];
    i++;
  }
  *rest = str_slice(*rest, i, rest->len);
  return (calque_str){out, n};
}

static calque_str singular(calque_str s) {
  return s.len > 2 && s.ptr[s.len - 1] == 's' ? str_slice(s, 0, s.len - 1) : s;
}

static uint32_t find_word(calque_str part, const struct word *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(part, list[i].text)) return list[i].hint;
  return 0;
}

static uint32_t hints_of_name(calque_str name) {
  if (name.len > NAME_MAX_BYTES) return 0;
  for (size_t i = 0; i < COUNT(about_all); i++)
    if (str_starts(name, about_all[i])) return 0;
  char part[PART_MAX], pair[2 * PART_MAX + 1];
  size_t before = 0; /* bytes of the part before, in pair */
  uint32_t hints = 0;
  for (calque_str p; (p = next_part(&name, part)).len;) {
    hints |= find_word(p, words, COUNT(words)) | find_word(singular(p), words, COUNT(words));
    if (before) {
      pair[before] = ' ';
      memcpy(pair + before + 1, p.ptr, p.len);
      hints |= find_word((calque_str){pair, before + 1 + p.len}, pairs, COUNT(pairs));
    }
    memcpy(pair, p.ptr, before = p.len);
  }
  return hints;
}

uint32_t html_hints_of_names(calque_str names) {
  uint32_t hints = 0;
  for (size_t i = 0; i < names.len;) {
    size_t start = i;
    while (i < names.len && names.ptr[i] != ' ' && names.ptr[i] != '\n' && names.ptr[i] != '\t')
      i++;
    if (i > start) hints |= hints_of_name(str_slice(names, start, i));
    else i++;
  }
  return hints;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

enum { FURNITURE_MAX = 200, ENDING_MAX = 60, BYLINE_MAX = 120 }; /* bytes of such lines */

/* The line without accents and list marks, in lower case; empty when it is longer than `max`. */
static calque_str fold_line(calque_str line, size_t max, char out[FURNITURE_MAX * 3]) {
  line = str_trim(line);
  if (line.len > max) return STR("");
  calque_str f = {out, utf8_fold_word(line, out)};
  while (f.len && (*f.ptr == '>' || *f.ptr == '-' || *f.ptr == ' ' || *f.ptr == '*'))
    f = str_slice(f, 1, f.len);
  return f;
}

static bool starts_with_any(calque_str line, size_t max, const calque_str *list, size_t n) {
  char folded[FURNITURE_MAX * 3];
  calque_str f = fold_line(line, max, folded);
  for (size_t i = 0; i < n; i++)
    if (str_starts(f, list[i])) return true;
  return false;
}

bool html_is_furniture(calque_str line) {
  return starts_with_any(line, FURNITURE_MAX, furniture, COUNT(furniture));
}

bool html_ends_article(calque_str heading) {
  return starts_with_any(heading, ENDING_MAX, endings, COUNT(endings));
}

static bool has_any(calque_str s, const calque_str *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_has(s, list[i])) return true;
  return false;
}

bool html_is_byline(calque_str line) {
  char folded[FURNITURE_MAX * 3];
  calque_str f = fold_line(line, BYLINE_MAX, folded);
  size_t digits = 0, spaces = 0;
  for (size_t i = 0; i < f.len; i++) {
    digits += f.ptr[i] >= '0' && f.ptr[i] <= '9';
    spaces += f.ptr[i] == ' ';
  }
  bool by = str_starts(f, STR("par ")) || str_starts(f, STR("propos recueillis"));
  if (by && spaces < 8) return true;
  if (digits >= 2 && has_any(f, made, COUNT(made))) return true;
  return digits >= 4 && spaces < 9 && has_any(f, months, COUNT(months)); /* a date alone */
}
