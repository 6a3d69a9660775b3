/* The bits of a French analysis, after the po: and is: tags of Hunspell's French dictionary. One
 * reading has the bits of all its tags; a word has those of all its readings. */
#ifndef LEXICON_MORPH_H
#define LEXICON_MORPH_H

#include <stdint.h>

#define M(bit) (UINT64_C(1) << (bit))

enum { MORPH_BITS = 44 };

/* Part of speech */
#define M_NOUN     M(0)  /* po:nom */
#define M_ADJ      M(1)  /* po:adj */
#define M_ADV      M(2)  /* po:adv po:advint po:proadv */
#define M_VERB     M(3)  /* po:v1 po:v2 po:v3 */
#define M_AUX      M(4)  /* po:v0: être, avoir (also M_VERB) */
#define M_PREP     M(5)  /* po:prep po:prepv */
#define M_DET      M(6)  /* po:det po:detpos po:detind po:detdem po:detneg po:detex */
#define M_PRO_SUBJ M(7)  /* po:propersuj */
#define M_PRO_OBJ  M(8)  /* po:properobj po:preverb */
#define M_PRO_REL  M(9)  /* po:prorel */
#define M_PRO_INT  M(10) /* po:proint */
#define M_PRO_DEM  M(11) /* po:prodem */
#define M_PRO_IND  M(12) /* po:proind po:proneg */
#define M_NUM      M(13) /* po:nb po:nbro */
#define M_CONJ     M(14) /* po:cjco po:cj po:loc.cj */
#define M_CONJ_SUB M(15) /* po:cjsub */
#define M_INTERJ   M(16) /* po:interj */
#define M_NAME     M(17) /* po:npr: places, brands */
#define M_GIVEN    M(18) /* po:prn: first names */
#define M_FAMILY   M(19) /* po:patr: family names */
#define M_TITLE    M(20) /* po:titr */
#define M_NEG      M(21) /* po:negadv */
#define M_FUNCTION M(22) /* po:mg: grammatical word */
#define M_AFFIX    M(23) /* po:pfx po:sfx */
/* Form of the verb */
#define M_INF         M(24) /* po:infi */
#define M_PART_PAST   M(25) /* po:ppas */
#define M_PART_PRES   M(26) /* po:ppre */
#define M_PRESENT     M(27) /* po:ipre */
#define M_IMPERFECT   M(28) /* po:iimp */
#define M_PAST        M(29) /* po:ipsi */
#define M_FUTURE      M(30) /* po:ifut */
#define M_CONDITIONAL M(31) /* po:cond */
#define M_SUBJUNCTIVE M(32) /* po:spre po:simp */
#define M_IMPERATIVE  M(33) /* po:impe */
/* Person, gender, number */
#define M_1          M(34)
#define M_2          M(35)
#define M_3          M(36)
#define M_MASC       M(37) /* is:mas; epicene has both */
#define M_FEM        M(38)
#define M_SING       M(39) /* is:sg; invariable has both */
#define M_PLUR       M(40)
#define M_SUBJ_PRES  M(41) /* po:spre alone, for subjunctive against indicative */
#define M_PREVERB    M(42) /* po:preverb: object pronoun that stands before its verb */
#define M_POSSESSIVE M(43) /* po:detpos */

#define M_FINITE \
  (M_PRESENT | M_IMPERFECT | M_PAST | M_FUTURE | M_CONDITIONAL | M_SUBJUNCTIVE | M_IMPERATIVE)
#define M_PROPER  (M_NAME | M_GIVEN | M_FAMILY)
#define M_PRONOUN (M_PRO_SUBJ | M_PRO_OBJ | M_PRO_REL | M_PRO_INT | M_PRO_DEM | M_PRO_IND)
#define M_GENDER  (M_MASC | M_FEM)
#define M_NUMBER  (M_SING | M_PLUR)

#endif
