/* Tables of test_summary.c: our own sentences, all names invented. */
#ifndef SUMMARY_ROWS_H
#define SUMMARY_ROWS_H

/* What the last sentence of the text leans on. */
static const struct lean_row {
  const char *text;
  enum summary_lean expected;
} lean_rows[] = {
    {"Le maire a parlé. Il a démenti.", LEAN_REFERENCE},
    {"Le maire a parlé. « Il a démenti », assure un adjoint.", LEAN_REFERENCE},
    {"Le maire a parlé. Mardi, il a démenti.", LEAN_REFERENCE},
    {"Le maire a parlé. Dans un entretien, il a démenti.", LEAN_REFERENCE},
    {"Le maire a parlé. Selon lui, le pont sera fermé.", LEAN_REFERENCE},
    {"Le maire a parlé. Mais elle a démenti.", LEAN_REFERENCE},
    {"Le maire a parlé. Celui-ci a démenti.", LEAN_REFERENCE},
    {"Le maire a parlé. Cela inquiète les habitants.", LEAN_REFERENCE},
    {"Le maire a parlé. Ça inquiète les habitants.", LEAN_REFERENCE},
    {"Le maire a parlé. C’est une surprise.", LEAN_REFERENCE},
    {"Le pont est fermé. Ils ont protesté.", LEAN_REFERENCE},
    {"Le pont est fermé. Il faut attendre le printemps.", LEAN_NONE},
    {"Le pont est fermé. Il n’y a pas de détour.", LEAN_NONE},
    {"Le pont est fermé. Il semble solide.", LEAN_NONE},
    {"Le pont est fermé. Quand le maire a parlé, il a menti.", LEAN_NONE},
    {"Le pont est fermé. Pour Solange Duquerroy, elle seule décide.", LEAN_NONE},
    {"Le pont est fermé. Solange Duquerroy a dit qu’il rouvrira.", LEAN_NONE},
    {"Le pont est fermé. Cette décision inquiète les habitants.", LEAN_MENTION},
    {"Le pont est fermé. Son remplacement coûtera cher.", LEAN_MENTION},
    {"Le pont est fermé. Cette semaine, les habitants manifestent.", LEAN_NONE},
    {"Le pont est fermé. Ce lundi, les habitants manifestent.", LEAN_NONE},
    {"Le pont est fermé. Mais les habitants manifestent.", LEAN_LEAD},
    {"Le pont est fermé. En effet, les piles sont fissurées.", LEAN_LEAD},
    {"Le pont est fermé. Par ailleurs, les quais seront refaits.", LEAN_LEAD},
    {"Le pont est fermé. Et pour cause.", LEAN_CONTRAST},
    {"Le pont est fermé. En revanche, le gué reste ouvert.", LEAN_CONTRAST},
    {"Le pont est fermé. Puis le gué a été noyé.", LEAN_CONTRAST},
    {"Le pont est fermé. Depuis, les habitants manifestent.", LEAN_CONTRAST},
    {"Le pont est fermé. Depuis lundi, les habitants manifestent.", LEAN_NONE},
    {"Le pont est fermé. Surtout, les piles sont fissurées.", LEAN_CONTRAST},
    {"Le pont est fermé. À l’inverse, le gué reste ouvert.", LEAN_CONTRAST},
    {"Le pont est fermé. Les deux hommes démentent.", LEAN_CONTRAST},
    {"Le pont est fermé. Les habitants manifestent.", LEAN_NONE},
    {"Le pont est fermé. Il y a des travaux.", LEAN_NONE},
    {"La commission a rendu son rapport. Elle y relève un paradoxe.", LEAN_REFERENCE},
};

/* A sentence, and what compression leaves of it. */
static const struct pair_row {
  const char *sentence, *expected;
} pair_rows[] = {
    /* connectives */
    {"Mais la préfecture a interdit la manifestation.",
     "La préfecture a interdit la manifestation."},
    {"En effet, l’eau monte encore dans la vallée.", "L’eau monte encore dans la vallée."},
    {"Par ailleurs, éviter le pont reste obligatoire.", "Éviter le pont reste obligatoire."},
    {"D’ailleurs, le maire avait prévenu les riverains.", "Le maire avait prévenu les riverains."},
    {"Toujours est-il que la ligne a fermé en mars.", "La ligne a fermé en mars."},
    {"Or « le pont est solide », assure la préfète.", "« le pont est solide », assure la préfète."},
    {"Et pour cause.", "Et pour cause."},
    {"Mais pourquoi la ligne a-t-elle fermé ?", "Mais pourquoi la ligne a-t-elle fermé ?"},
    {"En revanche, la ligne reste ouverte.", "En revanche, la ligne reste ouverte."},
    {"Ainsi, la ligne reste ouverte.", "Ainsi, la ligne reste ouverte."},
    /* datelines */
    {"SAINT-ÉVRARD, QUÉBEC — La Ville gèlera la taxe en mars.", "La Ville gèlera la taxe en mars."},
    {"Courvant (AFP) – Le pont a rouvert lundi.", "Le pont a rouvert lundi."},
    {"COURVANT, 22 novembre (AFP) - Le pont a rouvert lundi.", "Le pont a rouvert lundi."},
    {"Courvant – Le pont a rouvert lundi.", "Courvant – Le pont a rouvert lundi."},
    {"Le Pont-Neuf – celui de Courvant – a rouvert lundi.",
     "Le Pont-Neuf – celui de Courvant – a rouvert lundi."},
    {"L’ONU – Qui la croit encore – a condamné ce raid.",
     "L’ONU – Qui la croit encore – a condamné ce raid."},
    /* parentheses */
    {"La maire de Courvant (divers gauche) a dénoncé ce choix.",
     "La maire de Courvant a dénoncé ce choix."},
    {"L’usine de Vaucelmont (Lorne), fermée depuis mai, rouvrira.",
     "L’usine de Vaucelmont, fermée depuis mai, rouvrira."},
    {"Le Service des eaux de Lorne (SEL) a fermé deux vannes, puis le SEL les a rouvertes.",
     "Le Service des eaux de Lorne (SEL) a fermé deux vannes, puis le SEL les a rouvertes."},
    {"Le Service des eaux de Lorne (SEL) a fermé deux vannes.",
     "Le Service des eaux de Lorne a fermé deux vannes."},
    {"Le bac dessert trois communes (Courvant, Vaucelmont, Warelles).",
     "Le bac dessert trois communes (Courvant, Vaucelmont, Warelles)."},
    {"Bernard Cazaux (71 ans) est toujours recherché.",
     "Bernard Cazaux (71 ans) est toujours recherché."},
    {"Le budget (deux milliards) a été voté.", "Le budget (deux milliards) a été voté."},
    {"Le pont fermera (selon la préfecture) dès lundi.",
     "Le pont fermera (selon la préfecture) dès lundi."},
    {"Les travaux (qui ne commenceront jamais) sont votés.",
     "Les travaux (qui ne commenceront jamais) sont votés."},
    {"La ligne (qui serait vendue) perd des voyageurs.",
     "La ligne (qui serait vendue) perd des voyageurs."},
    {"« Le pont est solide » (Solange Duquerroy), mais il est fermé.",
     "« Le pont est solide » (Solange Duquerroy), mais il est fermé."},
    {"« Nous voulons (le pont) tout de suite », dit un riverain.",
     "« Nous voulons (le pont) tout de suite », dit un riverain."},
    {"Le ou la maire élu(e) devra rouvrir le pont.",
     "Le ou la maire élu(e) devra rouvrir le pont."},
    /* relative clauses at the end */
    {"« Nous cherchons », a précisé le magistrat, qui a ouvert dimanche une longue enquête.",
     "« Nous cherchons », a précisé le magistrat, qui a ouvert dimanche une longue enquête."},
    {"Le pont a été rouvert par la maire, qui a remercié toutes les équipes de la ville.",
     "Le pont a été rouvert par la maire, qui a remercié toutes les équipes de la ville."},
    {"La préfecture a fermé le pont de la vieille ville, qui menaçait de tomber.",
     "La préfecture a fermé le pont de la vieille ville."},
    {"Les pompiers ont cherché un homme toute la nuit, dont la barque avait chaviré.",
     "Les pompiers ont cherché un homme toute la nuit."},
    {"Les secours ont transporté les blessés vers la grande ville voisine, où des lits sont "
     "libres.",
     "Les secours ont transporté les blessés vers la grande ville voisine."},
    {"La préfecture a fermé le pont de la vieille ville, qui a 200 ans.",
     "La préfecture a fermé le pont de la vieille ville, qui a 200 ans."},
    {"La préfecture a fermé le pont de la vieille ville, qui relie Vaucelmont à Courvant.",
     "La préfecture a fermé le pont de la vieille ville, qui relie Vaucelmont à Courvant."},
    {"La préfecture a fermé le pont de la vieille ville, qui ne tiendrait pas.",
     "La préfecture a fermé le pont de la vieille ville, qui ne tiendrait pas."},
    {"Le témoin a décrit la chute du mur à un journaliste, qui affirme avoir tout vu.",
     "Le témoin a décrit la chute du mur à un journaliste, qui affirme avoir tout vu."},
    {"C’est la maire de la vieille ville, élue au printemps, qui a fermé le pont.",
     "C’est la maire de la vieille ville, élue au printemps, qui a fermé le pont."},
    {"Le pont de la vieille ville, qui menaçait de tomber, a fermé lundi.",
     "Le pont de la vieille ville, qui menaçait de tomber, a fermé lundi."},
    {"Le pont a fermé, qui menaçait de tomber.", "Le pont a fermé, qui menaçait de tomber."},
    /* all at once */
    {"Mais la préfecture (de la Lorne) a fermé le pont de la vieille ville, qui menaçait de "
     "tomber.",
     "La préfecture a fermé le pont de la vieille ville."},
};

/* A sentence cut to so many words. */
static const struct cut_row {
  const char *sentence;
  unsigned words;
  const char *expected;
} cut_rows[] = {
    {"La préfecture a fermé le pont de la vieille ville, en attendant des travaux de l’État.", 12,
     "La préfecture a fermé le pont de la vieille ville…"},
    {"La préfecture a fermé le pont de la vieille ville, en attendant des travaux.", 40,
     "La préfecture a fermé le pont de la vieille ville, en attendant des travaux."},
    /* no clause that ends in time */
    {"La préfecture a fermé le pont de la vieille ville en attendant des travaux.", 8,
     "La préfecture a fermé le pont de la vieille ville en attendant des travaux."},
    /* who said it stays */
    {"La préfecture va fermer le pont de la vieille ville, selon un adjoint.", 11,
     "La préfecture va fermer le pont de la vieille ville, selon un adjoint."},
    /* a negation stays */
    {"La préfecture a fermé le pont de la vieille ville, mais pas le gué.", 11,
     "La préfecture a fermé le pont de la vieille ville, mais pas le gué."},
    /* no quotation is cut */
    {"La maire a dit aux riverains : « Le pont est fermé, hélas. »", 11,
     "La maire a dit aux riverains : « Le pont est fermé, hélas. »"},
};

/* Why the last sentence of a text may not be quoted. */
static const struct veto_row {
  const char *title, *text;
  enum summary_veto expected;
} veto_rows[] = {
    {"", "Le pont a fermé lundi.", VETO_NONE},
    {"Le pont ferme", "Le pont a fermé lundi.", VETO_NONE},
    {"Le pont ferme", "LE PONT FERME !", VETO_TITLE},
    {"Un pont", "Le pont a fermé lundi.\n\nUn pont", VETO_TITLE},
    {"", "Le pont a fermé lundi.\n\nUn budget en hausse", VETO_UNENDED},
    {"", "Le pont a fermé lundi. La préfecture a annoncé que les", VETO_UNENDED},
    {"", "Le pont a fermé lundi. La préfecture a annoncé :", VETO_UNENDED},
    {"", "Le pont a fermé lundi. « La vieille ville attend.", VETO_QUOTE},
    {"", "« Le pont a fermé. La ville attend. Le gué est noyé », dit la maire. Tout est calme.",
     VETO_NONE},
    {"", "Le pont a fermé lundi. * * *", VETO_NOT_PROSE},
};

/* A quotation over several sentences: what the last one says when it is quoted. */
static const struct pair_row mend_rows[] = {
    {"« Le pont a fermé. La ville attend », a dit la maire.",
     "«\u00a0La ville attend », a dit la maire."},
    {"\"Le pont a fermé. La ville attend\", a dit la maire.",
     "\"La ville attend\", a dit la maire."},
    {"La maire a dit : « La ville attend.", "La maire a dit : « La ville attend."},
};

/* The article of the budgets: twelve sentences that may be quoted. */
static const char article_title[] = "Crue de la Verse : le pont de Courvant fermé jusqu’en mai";
static const char article_text[] =
    "Le pont de Courvant, fissuré par la crue de la Verse, restera fermé jusqu’au mois de mai, a "
    "annoncé mardi la préfète Solange Duquerroy. Les ingénieurs ont relevé trois fissures dans la "
    "pile "
    "centrale après la décrue. Environ 9.500 voitures passent chaque jour sur cet ouvrage de "
    "1931.\n"
    "\n"
    "La mairie a mis en place une navette gratuite entre les deux rives. Elle circule toutes les "
    "vingt "
    "minutes. Les commerçants de la rive gauche redoutent une chute de leurs ventes pendant les "
    "fêtes. "
    "« Nous perdons la moitié de nos clients », a regretté Bernard Cazaux, boulanger place du "
    "Marché.\n"
    "\n"
    "En revanche, la piscine et le lycée restent ouverts. Le conseil départemental a voté un "
    "crédit de "
    "deux millions d’euros pour les travaux. Une entreprise de Vaucelmont renforcera la pile avec "
    "des "
    "câbles d’acier. Le chantier commencera en février si le niveau de la rivière le permet. Le "
    "gué de "
    "Saint-Vérin, lui, ne rouvrira pas cette année.\n";

/* Whatever stands in a text, its summary is not empty. */
static const char *const odd_texts[] = {
    "Publicité",
    "...",
    "?",
    "« »",
    "Un titre sans rien",
    "Partager sur les réseaux sociaux\n\nLire aussi",
    "Oui.",
    "«",
    "\" \" \"",
    "a",
    "1",
    "\xf0\x9f\x98\x80",
    "Il a démenti. Elle aussi. Ils ont tort.",
    "Le pont a fermé. Le pont a fermé. Le pont a fermé.",
};

#endif
