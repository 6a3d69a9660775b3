/* Rows of test_text.c: a text and what it is cut into. */
struct row {
  const char *text, *expected;
};

/* Tokens, joined by |. */
static const struct row token_rows[] = {
    {"L’eau monte.", "L’|eau|monte|."},
    {"Aujourd'hui, qu'il vienne", "Aujourd'hui|,|qu'|il|vienne"},
    {"aujourd’hui", "aujourd’hui"},
    {"les prud’hommes et le prud'homal", "les|prud’hommes|et|le|prud'homal"},
    {"jusqu’à demain, lorsqu’elle", "jusqu’|à|demain|,|lorsqu’|elle"},
    {"quelqu'un d'autre", "quelqu'un|d'|autre"},
    {"O'Brien à N'Djamena, d'RTL", "O'Brien|à|N'Djamena|,|d'|RTL"},
    {"Biden's plan", "Biden's|plan"},
    {"dit-il, a-t-elle, va-t-on", "dit|-il|,|a|-t-elle|,|va|-t-on"},
    {"peut-être un rendez-vous", "peut-être|un|rendez-vous"},
    {"donne-le-moi", "donne|-le|-moi"},
    {"celui-ci et cet homme-là", "celui-ci|et|cet|homme|-là"},
    {"un porte-avions, Saint-Lô", "un|porte-avions|,|Saint-Lô"},
    {"Inscrivez-vous !", "Inscrivez|-vous|!"},
    {"1,5 million", "1,5|million"},
    {"839.000 euros et 65%", "839.000|euros|et|65|%"},
    {"100 000 soldats", "100 000|soldats"},
    {"12\u00a0345\u202f678 pas", "12\u00a0345\u202f678|pas"},
    {"en 2018 200 personnes", "en|2018|200|personnes"},
    {"la 28e, le 1er, la 53ème", "la|28e|,|le|1er|,|la|53ème"},
    {"à 14h30 ou 14:30 ou 8 h", "à|14h30|ou|14:30|ou|8|h"},
    {"20 % de 3.14", "20|%|de|3.14"},
    {"le 12.03.2020.", "le|12.03.2020|."},
    {"voir https://a.fr/b?c=1, ici", "voir|https://a.fr/b?c=1|,|ici"},
    {"sur lemonde.fr ou www.x.org.", "sur|lemonde.fr|ou|www.x.org|."},
    {"écrire à jean.dupont@mairie.fr", "écrire|à|jean.dupont@mairie.fr"},
    {"#Climat @mairie C#", "#Climat|@mairie|C|#"},
    {"les développeur·ses, ravi.e.s", "les|développeur·ses|,|ravi.e.s"},
    {"l’élu.e part. Les salarié.es.", "l’|élu.e|part|.|Les|salarié.es|."},
    {"un · deux", "un|·|deux"},
    {"fini.Le maire", "fini|.|Le|maire"},
    {"Attendez... Quoi ?!", "Attendez|...|Quoi|?|!"},
    {"« bon », “oui”", "«|bon|»|,|“|oui|”"},
    {"d' »aide »", "d'|»|aide|»"},
    {"trois p.m. aux U.S. hier", "trois|p.m.|aux|U.S.|hier"},
    {"le G20 et l'A350", "le|G20|et|l'|A350"},
    {"une 2CV en 3D", "une|2CV|en|3D"},
    {"c'est-à-dire", "c'est-à-dire"},
    {"+mot+ 5 €", "+|mot|+|5|€"},
    {"est-ce qu’on", "est|-ce|qu’|on"},
    {"y a-t-il", "y|a|-t-il"},
    {"mot\u00addit", "mot\u00addit"},
    {"👍 oui", "👍|oui"},
    {"un\u00a0 \u202f  deux", "un|deux"},
    {"aujourd\u02bchui, c\u02bcest-à-dire", "aujourd\u02bchui|,|c\u02bcest-à-dire"},
    {"C’EST-À-DIRE, d'entre-deux-guerres", "C’EST-À-DIRE|,|d'entre-deux-guerres"},
    {"ÉTÉ Étienne IKEAßa naïvement", "ÉTÉ|Étienne|IKEAßa|naïvement"},
    {"trois-trois.x.fr, a-b-c, oui@b", "trois-trois.x.fr|,|a-b-c|,|oui|@b"},
};

/* In how many quotations each token stands. */
static const struct row depth_rows[] = {
    {"un mot", "0|0"},
    {"il « dit “oui” deux » fois", "0|0|1|1|2|1|1|0|0"},
    {"« un » et « deux", "0|1|0|0|0|0"},
};

/* Sentences, joined by ‖. */
static const struct row sentence_rows[] = {
    {"Il pleut. Il neige.", "Il pleut.‖Il neige."},
    {"M. Dupont est là. Mme Roy aussi.", "M. Dupont est là.‖Mme Roy aussi."},
    {"Antony J. Martin parle. Fin.", "Antony J. Martin parle.‖Fin."},
    {"C'est le plan B. Le maire hésite.", "C'est le plan B.‖Le maire hésite."},
    {"Le Dr. Petit et le Pr. Roux.", "Le Dr. Petit et le Pr. Roux."},
    {"Il a tout vu, etc. Puis il part.", "Il a tout vu, etc.‖Puis il part."},
    {"Des vis, des clous, etc. sont là.", "Des vis, des clous, etc. sont là."},
    {"Il a dit : « Je pars. » Puis rien.", "Il a dit : « Je pars. »‖Puis rien."},
    {"\"Je pars.\" ajoute-t-il.", "\"Je pars.\" ajoute-t-il."},
    {"« Quoi ? » dit-il.", "« Quoi ? » dit-il."},
    {"Il hésite... puis part.", "Il hésite... puis part."},
    {"Il hésite… Puis part.", "Il hésite…‖Puis part."},
    {"C'est fini.Le maire part.", "C'est fini.‖Le maire part."},
    {"Il est là. traiter. Fin.", "Il est là.‖traiter.‖Fin."},
    {"dans l'Union”. se référant à lui.", "dans l'Union”.‖se référant à lui."},
    {"Un titre sans point\nLe texte suit.", "Un titre sans point‖Le texte suit."},
    {"1. Premier point\n2. Second point", "1. Premier point‖2. Second point"},
    {"Il est né en 1998. Elle aussi.", "Il est né en 1998.‖Elle aussi."},
    {"Rendez-vous à 8 h. Le car part.", "Rendez-vous à 8 h.‖Le car part."},
    {"Vraiment ?! Oui. (Ou non.) Bien.", "Vraiment ?!‖Oui.‖(Ou non.)‖Bien."},
    {"Il a payé 3.50 euros. Rien d'autre.", "Il a payé 3.50 euros.‖Rien d'autre."},
    {"Il est tard. - Oui.", "Il est tard.‖- Oui."},
    {"Né à Lyon. « Bien », dit-il.", "Né à Lyon.‖« Bien », dit-il."},
    {"La Warner Bros. dans un film.", "La Warner Bros. dans un film."},
    {"Kylian L. en garde à vue.", "Kylian L. en garde à vue."},
    {"...", "..."},
    {"", ""},
    {"\n\n \t\n", ""},
};

/* Lines, joined by ‖. */
static const struct row line_rows[] = {
    {"Un\n\n\nDeux\r\nTrois\rQuatre", "Un‖Deux‖Trois‖Quatre"},
    {"  \u00a0Un \n", "Un"},
    {"Le conseil municipal de la ville a voté jeudi soir un budget\n"
     "en hausse, que l'opposition juge trop optimiste au regard des\n"
     "recettes attendues, et qui prévoit la rénovation du gymnase\n"
     "ainsi que la construction d'une école dans le quartier nord\n"
     "de la commune, sans toucher aux impôts.\n"
     "Le maire a promis de revoir sa copie si les aides de la région\n"
     "venaient à manquer.",
     "Le conseil municipal de la ville a voté jeudi soir un budget\n"
     "en hausse, que l'opposition juge trop optimiste au regard des\n"
     "recettes attendues, et qui prévoit la rénovation du gymnase\n"
     "ainsi que la construction d'une école dans le quartier nord\n"
     "de la commune, sans toucher aux impôts.‖"
     "Le maire a promis de revoir sa copie si les aides de la région\n"
     "venaient à manquer."},
};

/* Quotations: <open-close> of each by the words inside, ? for a missing mark, joined by ‖. */
static const struct row quote_rows[] = {
    {"« un “deux” trois »", "« un “deux” trois »‖“deux”"},
    {"\"un\" et \"deux\"", "\"un\"‖\"deux\""},
    {"d' »aide » ici", "»?‖»?"},
    {"Il dit « je pars.", "«?"},
    {"« Un.\n« Deux. »", "«?‖« Deux. »"},
    {"« Un.\nDeux. »", "« Un.\nDeux. »"},
    {"les amis’ et ‘un ami’", "‘un ami’"},
    {"l’eau d’ici", ""},
    {"\"un\nautre\" mot", "\"?‖\"?"},
};
