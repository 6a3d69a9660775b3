/* Asks a running apertium-apy for more than it translates and sees to it that the loss is noticed:
 * it answers 200 with the beginning. calque english itself never sends so much at once.
 *
 *   build/release/tests/apy_cut http://127.0.0.1:2737 */
#include "english/provider.h"

#include <stdio.h>

static calque_str url;

static calque_str variable(const void *context, const char *name) {
  (void)context;
  return strcmp(name, "APERTIUM_APY_URL") == 0 ? url : STR("");
}

/* Translates n sentences; what came back, and whether it counts as whole. */
static bool ask(calque_arena *arena, struct http *http, int n, enum provider_finish *finish,
                size_t *bytes) {
  struct buf french;
  buf_init(&french, 1 << 20);
  for (int i = 0; i < n; i++) buf_printf(&french, "La voiture %d est rouge. ", i);
  calque_str text = buf_view(&french);
  struct provider_job job = {.texts = &text, .n_texts = 1};
  struct provider_setup setup;
  struct provider_answer out = {0};
  struct http_request request;
  struct http_answer answer;
  calque_error err = {0};
  const struct provider *apy = provider_find(STR("apy"));
  bool ok = !provider_configure(apy, STR(""), STR(""), variable, NULL, &setup, &err) &&
            !apy->build(arena, &setup, &job, &request, &err) &&
            !http_ask(http, arena, &request, &answer, &err) &&
            !apy->parse(arena, &setup, &job, &answer, &out, &err);
  if (!ok) printf("%s\n", err.text);
  *finish = out.finish;
  *bytes = ok ? out.texts[0].len : 0;
  buf_free(&french);
  return ok;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  url = calque_str_of(argv[1]);
  calque_arena *arena = calque_arena_new();
  struct http *http = http_open(&(struct http_options){.allow_private = true, .total_ms = 120000});
  enum provider_finish few, many;
  size_t few_bytes, many_bytes;
  bool ok = ask(arena, http, 50, &few, &few_bytes) && ask(arena, http, 4000, &many, &many_bytes);
  printf("50 sentences: %zu bytes, %s; 4000 sentences: %zu bytes, %s\n", few_bytes,
         few == PROVIDER_STOP ? "whole" : "cut", many_bytes,
         many == PROVIDER_LENGTH ? "cut" : "taken for whole");
  ok = ok && few == PROVIDER_STOP && many == PROVIDER_LENGTH;
  http_free(http);
  calque_arena_free(arena);
  return ok ? 0 : 1;
}
