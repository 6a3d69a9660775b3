/* A day with everything that writers have to show: stories of one and of several sources, an
 * English version, a follow-up, topics, a dispute, days that are resolved, articles without source,
 * link or title, one that is left out. */
#ifndef SAMPLE_DAY_H
#define SAMPLE_DAY_H

#include "base/array.h"
#include "base/str.h"
#include "digest/day.h"

static const struct digest_article ferry_articles[] = {
    {.id = STR_INIT("a1"),
     .title = STR_INIT("Naufrage du ferry : l’enquête s’oriente vers une porte mal fermée"),
     .url = STR_INIT("https://presse.example/ferry?a=1&b=2"),
     .source = STR_INIT("Agence Littorale"),
     .date = STR_INIT("2026-11-23T06:40:00+01:00"),
     .grade = CALQUE_GOOD,
     .score = 98},
    {.id = STR_INIT("a2"),
     .title = STR_INIT("À Port-Grevel, une ville sous le choc attend des réponses"),
     .url = STR_INIT("https://courrier.example/port-grevel"),
     .source = STR_INIT("Le Courrier du Ponant"),
     .grade = CALQUE_GOOD,
     .score = 95},
    {.id = STR_INIT("a3"),
     .title = STR_INIT("Catastrophe du ferry : les enquêteurs se concentrent sur la porte"),
     .url = STR_INIT("javascript:alert(1)"),
     .source = STR_INIT("Actu Monde Direct"),
     .grade = CALQUE_SUSPECT,
     .score = 61},
};

/* « vendredi soir », « lundi »: the day of the digest itself */
static const struct digest_when ferry_days[] = {
    {.span = {103, 116}, .day = 20777},
    {.span = {188, 193}, .day = 20780},
};

static const struct digest_sentence ferry_sentences[] = {
    {.text = STR_INIT(
         "Le capteur de la porte d’étrave du ferry « Reine-Aliénor », dont le naufrage a fait "
         "quatre morts vendredi soir, avait été signalé en panne à deux reprises en octobre, a "
         "annoncé lundi le procureur de la République."),
     .when = ferry_days,
     .n_when = COUNT(ferry_days)},
    {.text =
         STR_INIT("Une cellule d’écoute a été ouverte à la mairie, où les familles se relaient."),
     .article = 1},
};

static const struct digest_claim ferry_claims[] = {
    {.text = STR_INIT("quatre morts"), .article = 0, .n = 2},
    {.text = STR_INIT("5 <morts>"), .article = 2, .n = 1},
};
static const struct digest_dispute ferry_disputes[] = {
    {.what = STR_INIT("morts"), .claims = ferry_claims, .n_claims = COUNT(ferry_claims)},
};
static const calque_str ferry_topics[] = {STR_INIT("Port-Grevel"), STR_INIT("sécurité & mer")};

static const struct digest_article telescope_articles[] = {
    {.id = STR_INIT("b1"),
     .title = STR_INIT("Héliade, la vigie du Soleil, a décollé de Kourou"),
     .url = STR_INIT("https://sciences.example/heliade"),
     .source = STR_INIT("La Gazette des sciences"),
     .grade = CALQUE_GOOD,
     .score = 100},
};

static const struct digest_sentence telescope_sentences[] = {
    {.text = STR_INIT(
         "Le télescope européen Héliade a quitté dimanche la Guyane pour un voyage de quatre "
         "mois ; il observera les tempêtes du Soleil et donnera l’alerte trois jours avant "
         "qu’elles n’atteignent la Terre.")},
};

static const struct digest_article cheese_articles[] = {
    {.id = STR_INIT("notes/fromage.txt"),
     .title = STR_INIT("Le brossac n’en finit pas de se disputer son nom"),
     .grade = CALQUE_GOOD,
     .score = 100},
    {.id = STR_INIT("notes/vallées.txt"), .grade = CALQUE_GOOD, .score = 92},
};

static const struct digest_sentence cheese_sentences[] = {
    {.text = STR_INIT(
         "Les producteurs du brossac, un fromage de brebis protégé par une appellation, se "
         "retrouvent lundi au tribunal pour décider qui a le droit d’en porter le nom.")},
    {.text =
         STR_INIT("Ils sont trente-deux, répartis sur deux versants d’une même montagne, et ne se "
                  "parlent plus depuis onze ans.")},
};

static const struct digest_article flagged_articles[] = {
    {.id = STR_INIT("c1"),
     .title = STR_INIT("Des pirates <volent> les données de 1.3 million clients"),
     .url = STR_INIT("https://actu.example/pirates"),
     .source = STR_INIT("Business Wire Today"),
     .grade = CALQUE_POOR,
     .score = 23},
};

static const struct digest_story sample_stories[] = {
    {.headline = STR_INIT("Naufrage du ferry : l’enquête s’oriente vers une porte mal fermée"),
     .english = STR_INIT("The sensor of the bow door had been reported broken twice in October."),
     .sentences = ferry_sentences,
     .n_sentences = COUNT(ferry_sentences),
     .articles = ferry_articles,
     .n_articles = COUNT(ferry_articles),
     .disputes = ferry_disputes,
     .n_disputes = COUNT(ferry_disputes),
     .topics = ferry_topics,
     .n_topics = COUNT(ferry_topics),
     .told = STR_INIT("2026-11-21")},
    {.headline = STR_INIT("Héliade, la vigie du Soleil, a décollé de Kourou"),
     .sentences = telescope_sentences,
     .n_sentences = COUNT(telescope_sentences),
     .articles = telescope_articles,
     .n_articles = COUNT(telescope_articles)},
    {.headline = STR_INIT("Le brossac n’en finit pas de se disputer son nom"),
     .sentences = cheese_sentences,
     .n_sentences = COUNT(cheese_sentences),
     .articles = cheese_articles,
     .n_articles = COUNT(cheese_articles)},
    {.articles = flagged_articles, .n_articles = COUNT(flagged_articles)},
};

static const struct digest_reason sample_reasons[] = {
    {STR_INIT("English words left in the text (4 times)"), "leak", 4, STR_INIT("lengthy")},
    {STR_INIT("title repeated"), "repeat", 1, {0}},
    {STR_INIT("something new"), "unheard-of", 2, {0}},
};

static const struct digest_flagged sample_flagged[] = {
    {.article = {.id = STR_INIT("c1"),
                 .title = STR_INIT("Des pirates <volent> les données de 1.3 million clients"),
                 .url = STR_INIT("https://actu.example/pirates"),
                 .source = STR_INIT("Business Wire Today"),
                 .grade = CALQUE_POOR,
                 .score = 23},
     .reasons = sample_reasons,
     .n_reasons = COUNT(sample_reasons)},
};

static const struct digest_day sample_day = {
    .date = STR_INIT("2026-11-23"),
    .stories = sample_stories,
    .n_stories = COUNT(sample_stories),
    .flagged = sample_flagged,
    .n_flagged = COUNT(sample_flagged),
    .n_articles = 9, /* two more than are shown */
};

#endif
