# calque: make run, make test. make help lists the rest.
#
# A file may include only files of its own folder and of folders before it here; make lint fails
# otherwise. A new .c file needs no edit of this Makefile.
LAYERS := base net input text lexicon checks verdict summary digest english output cli

# ---- Configuration: make SANITIZE=address,undefined, make CC=clang, make DEBUG=1 ----------------
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
comma   := ,
ifneq ($(SANITIZE),)
VARIANT := $(subst $(comma),-,$(SANITIZE))
else ifneq ($(DEBUG),)
VARIANT := debug
else
VARIANT := release
endif
ifneq ($(filter clang%,$(notdir $(CC))),)
VARIANT := $(VARIANT)-clang
endif
O := build/$(VARIANT)

PACKAGES := libhunspell-dev hunspell-fr-classical hunspell-en-us libjansson-dev libcurl4-openssl-dev \
  libutf8proc-dev libgumbo-dev libexpat1-dev libsqlite3-dev zlib1g-dev libcmocka-dev pkg-config
PKGS := hunspell jansson libcurl libutf8proc gumbo expat sqlite3 zlib

WARN   := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-overlength-strings
CFLAGS ?= $(if $(SANITIZE)$(DEBUG),-O1 -g,-O2 -g)
# Only calque_* is visible in the shared library (calque.h marks it).
ALL_CFLAGS = -std=c11 $(WARN) $(CFLAGS) -fPIC -fvisibility=hidden -pthread -Isrc -I$(O)/gen \
  $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
  -DCALQUE_DATADIR='"$(PREFIX)/share/calque"' $(shell pkg-config --cflags $(PKGS))
ALL_LDLIBS = $(shell pkg-config --libs $(PKGS)) -pthread -lm \
  $(if $(SANITIZE),-fsanitize=$(SANITIZE))

# ---- Files ---------------------------------------------------------------------------------------
LIB_SRC := $(foreach l,$(filter-out cli,$(LAYERS)),$(wildcard src/$l/*.c))
CLI_SRC := $(wildcard src/cli/*.c)
LIB_OBJ := $(LIB_SRC:src/%.c=$(O)/%.o)
CLI_OBJ := $(CLI_SRC:src/%.c=$(O)/%.o)
UNIT    := $(patsubst tests/unit/%.c,$(O)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ    := $(patsubst tests/fuzz/%.c,$(O)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
TRAIN   := $(patsubst tests/train/%.c,$(O)/train/%,$(wildcard tests/train/*.c))
DATA    := $(wildcard dictionaries/*.tsv dictionaries/*.txt dictionaries/*/*.tsv)
LEXICON := build/calque.lex
# Text files that are compiled into the program.
EMBED   := $(wildcard src/output/page.* src/output/mail.css src/cli/*.man prompts/*.md)
EMBEDS  := $(foreach f,$(EMBED),$(O)/gen/$(notdir $f).inc) \
  $(patsubst src/output/%,$(O)/gen/%.hash.inc,$(wildcard src/output/page.*))

HUNSPELL_DIR ?= /usr/share/hunspell
DICTIONARIES := $(HUNSPELL_DIR)/fr.aff $(HUNSPELL_DIR)/fr.dic $(HUNSPELL_DIR)/en_US.aff \
  $(HUNSPELL_DIR)/en_US.dic

# One word a step; make V=1 shows the commands.
say = $(if $(V),,@printf '  %-3s %s\n' $1 $2;)

.DELETE_ON_ERROR:
.SUFFIXES:
.PRECIOUS: $(O)/gen/%.hash.inc

all: build/calque $(O)/libcalque.a $(O)/libcalque.so $(LEXICON) ## the program, the library and the compiled dictionaries

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

$(O)/%.o: src/%.c | $(EMBEDS)
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# A text file as one C string literal.
define embed_rule
$(O)/gen/$(notdir $1).inc: $1
	@mkdir -p $$(@D)
	@sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$$$/\\n"/' $$< > $$@
endef
$(foreach f,$(EMBED),$(eval $(call embed_rule,$f)))

# Its SHA-256 in base 64, which the page's content security policy names.
$(O)/gen/%.hash.inc: src/output/%
	@mkdir -p $(@D)
	@sha256sum $< | awk '{ b = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; \
	  for (i = 1; i <= 64; i++) { n = n * 16 + index("0123456789abcdef", substr($$1, i, 1)) - 1; bits += 4; \
	    while (bits >= 6) { d = 2 ^ (bits - 6); v = int(n / d); s = s substr(b, v + 1, 1); n -= v * d; bits -= 6 } } \
	  print "\"" s substr(b, n * 4 + 1, 1) "=\"" }' > $@

$(O)/libcalque.a: $(LIB_OBJ)
	@rm -f $@
	@$(AR) qcs $@ $^
	$(if $(filter release,$(VARIANT)),@ln -sf release/libcalque.a build/libcalque.a)

$(O)/libcalque.so: $(LIB_OBJ)
	$(call say,LD,$@)$(CC) -shared -Wl,-soname,libcalque.so.0 -o $@ $^ $(ALL_LDLIBS)
	$(if $(filter release,$(VARIANT)),@ln -sf release/libcalque.so build/libcalque.so)

$(O)/calque: $(CLI_OBJ) $(O)/libcalque.a
	$(call say,LD,$@)$(CC) -o $@ $^ $(ALL_LDLIBS)

ifeq ($(VARIANT),release)
build/calque: $(O)/calque
	@ln -f $< $@
else
build/calque: $(O)/calque
endif

# dictionaries/ and Hunspell's files -> one file that is mapped into memory.
$(O)/compile: dictionaries/compile.c $(O)/libcalque.a
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(LEXICON): build/release/compile $(DATA) $(DICTIONARIES)
	build/release/compile $(DICTIONARIES) dictionaries $@

ifneq ($(O),build/release)
build/release/compile:
	$(MAKE) SANITIZE= DEBUG= CC=cc build/release/compile
endif

# ---- Everyday --------------------------------------------------------------------------------------
run: deps ## install what is missing, build, and print today's digest of the sample articles
	@$(MAKE) --no-print-directory all
	build/calque digest tests/articles
	build/calque digest --to=html --output=build/digest.html tests/articles
	@echo "the same as a page: build/digest.html"

test: deps ## every test that needs no network, no clock and no other program (under a minute)
	@$(MAKE) --no-print-directory test-run

test-run: $(O)/calque $(LEXICON) $(UNIT) $(FUZZ) $(O)/tests/hostile
	@CALQUE_LEXICON=$(CURDIR)/$(LEXICON) tests/run.sh $(O)

test-browser: $(O)/calque $(LEXICON) $(O)/tests/test_forms $(O)/tests/hostile ## the pages in a headless Chromium, where there is one
	@CALQUE=$(CURDIR)/$(O)/calque CALQUE_LEXICON=$(CURDIR)/$(LEXICON) tests/browser/run.sh

test-apertium: $(O)/calque $(LEXICON) $(O)/tests/apy_cut ## English by the real Apertium and its server, on this machine
	@CALQUE=$(O)/calque APY_CUT=$(O)/tests/apy_cut CALQUE_LEXICON=$(CURDIR)/$(LEXICON) tests/apertium/run.sh

$(O)/tests/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(O)/libcli.a $(O)/libcalque.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -Itests/unit -o $@ $(filter %.c,$^) $(filter %.a,$^) $(ALL_LDLIBS) -lcmocka

# The hostile server, in a thread of a unit test and as a program for tests/http/run.sh.
HOSTILE := $(filter-out tests/http/main.c,$(wildcard tests/http/*.c))
$(O)/tests/test_client: ALL_CFLAGS += -Itests/http
$(O)/tests/test_client: $(HOSTILE) $(wildcard tests/http/*.h tests/http/*.def)
$(O)/tests/hostile: $(HOSTILE) tests/http/main.c $(wildcard tests/http/*.h tests/http/*.def) $(O)/libcalque.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -Itests/http -o $@ $(filter %.c,$^) $(filter %.a,$^) $(ALL_LDLIBS)

# The command line without its main, for tests/unit/test_options.c.
$(O)/libcli.a: $(filter-out %/main.o,$(CLI_OBJ))
	@rm -f $@
	@$(AR) qcs $@ $^

$(O)/tests/%: tests/fuzz/%.c tests/fuzz/replay.h $(O)/libcalque.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -Itests/fuzz -o $@ $< $(O)/libcalque.a $(ALL_LDLIBS)

# Programs that learn the trained tables of dictionaries/ from ../shared/corpus.
$(O)/train/%: tests/train/%.c $(wildcard tests/train/*.h) $(O)/libcalque.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -Itests/train -o $@ $< $(O)/libcalque.a $(ALL_LDLIBS)

test-peers: ## calque english against servers of other people, installed from npm, on this machine alone
	@$(MAKE) --no-print-directory all
	@CALQUE_LEXICON=$(CURDIR)/$(LEXICON) tests/peers/run.sh $(O)/calque

$(O)/tests/%: tests/apertium/%.c $(O)/libcalque.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDLIBS)
.PHONY: test-peers

CHAT := ../shared/corpus/mt/chat_mqm.jsonl.gz

bench: ## how fast it is, beside hunspell and aspell where they are installed
	@$(MAKE) --no-print-directory all
	@CALQUE_LEXICON=$(CURDIR)/$(LEXICON) tests/bench/run.sh build/calque $(CORPUS)

figures: $(O)/calque $(LEXICON) ## how good it is on the developers' corpora, where they lie beside the work tree
	@if test -x ../shared/tools/score.py; then CALQUE=$(O)/calque ../shared/tools/score.py all; fi
	@if test -e $(CHAT); then CALQUE=$(O)/calque tests/figures/chat_mqm.py $(CHAT); fi

train: $(TRAIN) ## the programs that learn the trained tables; dictionaries/README.md says how they are run

deps: ## install the Debian packages that are missing, and say which
apertium: ## the same for Apertium, with which calque english needs no service
apertium: PACKAGES := apertium apertium-fra-cat apertium-eng-cat
deps apertium:
	@command -v dpkg-query >/dev/null || { echo "not Debian: install the equivalents of: $(PACKAGES)"; exit 0; }; \
	missing=; for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${db:Status-Abbrev}' $$p 2>/dev/null | grep -q '^ii' || missing="$$missing $$p"; done; \
	test -z "$$missing" && exit 0; \
	echo "installing:$$missing"; sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null

# ---- Documents -------------------------------------------------------------------------------------
# What the program knows of itself goes into README.md and .env.example; tests/cli/drift.sh compares.
docs: $(O)/calque $(LEXICON) ## README.md's tables, .env.example, build/doc/: manual pages and completions
	@mkdir -p build/doc
	@$(O)/calque help --env > .env.example
	@$(O)/calque help --readme > build/doc/tables.md
	@awk 'FNR == NR { if (/^<!-- [a-z]+:/) name = $$2; if (name) table[name] = table[name] $$0 "\n"; \
	    if (/^<!-- \//) name = ""; next } \
	  /^<!-- [a-z]+: made/ { printf "%s", table[$$2]; skip = 1 } !skip { print } /^<!-- \// { skip = 0 }' \
	  build/doc/tables.md README.md > build/doc/README.md
	@cmp -s build/doc/README.md README.md || cp build/doc/README.md README.md
	@$(MAKE) --no-print-directory $(DOCS)

DOCS := build/doc/calque.1 build/doc/calque.3 build/doc/calque.bash build/doc/_calque build/doc/calque.fish

build/doc/calque.1: $(O)/calque
	@mkdir -p $(@D)
	$< help --man > $@
build/doc/calque.bash: $(O)/calque
	@mkdir -p $(@D)
	$< help --bash > $@
build/doc/_calque: $(O)/calque
	@mkdir -p $(@D)
	$< help --zsh > $@
build/doc/calque.fish: $(O)/calque
	@mkdir -p $(@D)
	$< help --fish > $@
# The public header is the manual of the library.
build/doc/calque.3: src/calque.h src/cli/header.awk
	@mkdir -p $(@D)
	awk -f src/cli/header.awk $< > $@

# ---- Installation ----------------------------------------------------------------------------------
VERSION := $(shell sed -n 's/.*CALQUE_VERSION "\(.*\)"/\1/p' src/calque.h)
SOVERSION := 0
share := $(DESTDIR)$(PREFIX)/share
libdir := $(DESTDIR)$(PREFIX)/lib
UNITS := $(wildcard contrib/systemd/*)
INSTALLED = $(DESTDIR)$(PREFIX)/bin/calque $(DESTDIR)$(PREFIX)/include/calque.h \
  $(libdir)/libcalque.a $(libdir)/libcalque.so $(libdir)/libcalque.so.$(SOVERSION) \
  $(libdir)/libcalque.so.$(VERSION) $(libdir)/pkgconfig/calque.pc $(share)/calque \
  $(share)/man/man1/calque.1 $(share)/man/man3/calque.3 $(share)/fish/vendor_completions.d/calque.fish \
  $(share)/bash-completion/completions/calque $(share)/zsh/site-functions/_calque \
  $(UNITS:contrib/systemd/%=$(libdir)/systemd/user/%)

install: all $(DOCS) ## program, library, header, dictionaries, manual and completions below $(PREFIX)
	install -d $(dir $(INSTALLED)) $(share)/calque
	install -m 755 $(O)/calque $(DESTDIR)$(PREFIX)/bin/calque
	install -m 644 src/calque.h $(DESTDIR)$(PREFIX)/include/calque.h
	install -m 644 $(O)/libcalque.a $(libdir)/libcalque.a
	install -m 755 $(O)/libcalque.so $(libdir)/libcalque.so.$(VERSION)
	ln -sf libcalque.so.$(VERSION) $(libdir)/libcalque.so.$(SOVERSION)
	ln -sf libcalque.so.$(SOVERSION) $(libdir)/libcalque.so
	install -m 644 $(LEXICON) $(share)/calque/calque.lex
	for f in $(DATA) $(wildcard dictionaries/*/NOTICE); do install -D -m 644 $$f $(share)/calque/$$f; done
	install -m 644 build/doc/calque.1 $(share)/man/man1/calque.1
	install -m 644 build/doc/calque.3 $(share)/man/man3/calque.3
	install -m 644 build/doc/calque.bash $(share)/bash-completion/completions/calque
	install -m 644 build/doc/_calque $(share)/zsh/site-functions/_calque
	install -m 644 build/doc/calque.fish $(share)/fish/vendor_completions.d/calque.fish
	for f in $(UNITS); do sed 's|/usr/local/bin|$(PREFIX)/bin|g' $$f > $(libdir)/systemd/user/$${f##*/}; done
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: calque' 'Version: $(VERSION)' \
	  'Description: finds what machine translation left in French articles' 'URL: file://$(PREFIX)/share/man/man3/calque.3' \
	  'Requires.private: $(PKGS)' 'Cflags: -I$${prefix}/include' \
	  'Libs: -L$${prefix}/lib -lcalque' 'Libs.private: -pthread -lm' > $(libdir)/pkgconfig/calque.pc

uninstall: ## takes away what install put there
	rm -rf $(INSTALLED)

format: ## clang-format over everything
	@clang-format -i $(shell find src tests dictionaries -name '*.[ch]')

lint: lint-layers lint-style $(EMBEDS) ## layers, format, banned functions, lengths; clang-tidy and cppcheck where installed
	@if command -v clang-format >/dev/null; then clang-format --dry-run -Werror $$(find src tests dictionaries -name '*.[ch]'); fi
	@if command -v cppcheck >/dev/null; then cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
	  --enable=warning,performance,portability --suppress=missingIncludeSystem -Isrc -I$(O)/gen src; fi
	@if command -v clang-tidy >/dev/null; then clang-tidy --quiet --warnings-as-errors='*' $(LIB_SRC) $(CLI_SRC) -- $(ALL_CFLAGS) 2>/dev/null; fi

lint-layers:
	@awk -v order="$(LAYERS)" ' \
	  BEGIN { n = split(order, o, " "); for (i = 1; i <= n; i++) rank[o[i]] = i } \
	  /^#include "/ { split(FILENAME, p, "/"); split($$2, q, /["\/]/); \
	    if ((q[2] in rank) && (rank[q[2]] > rank[p[2]] || (p[2] == "output" && q[2] == "english"))) { \
	      print FILENAME ":" FNR ": " p[2] " must not include " q[2]; bad = 1 } } \
	  END { exit bad }' $$(find src -mindepth 2 -name '*.[ch]')
	@! grep -lE '#include <(curl/|hunspell)' $$(find src -name '*.[ch]') | grep -vE '^src/(net/(transfer\.h|retry\.c|url\.c)|lexicon/hunspell\.c)$$'
	@! grep -l '#include "net/transfer.h"' $$(find src -name '*.[ch]') | grep -vE '^src/net/(client|http|transfer)\.c$$'

lint-style:
	@! grep -nE '\b(strcpy|strcat|sprintf|strtok|atoi|atol|gets|setlocale)\(|<(ctype|locale)\.h>|[^:"]//' $$(find src -name '*.[ch]')
	@awk 'FNR == 1 { start = 0 } \
	  /^[a-z].*\) \{$$/ { start = FNR; name = $$0 } \
	  /^}/ && start { if (FNR - start > 60 && prev !~ /long:/) { print FILENAME ":" start ": function of " FNR - start + 1 " lines"; bad = 1 } start = 0 } \
	  { if ($$0 ~ /\/\* long:/) prev = $$0; if ($$0 ~ /^}/) prev = "" } \
	  FNR > 600 { if (!seen[FILENAME]++) { print FILENAME ": over 600 lines"; bad = 1 } } \
	  END { exit bad }' $$(find src -name '*.c')

clean: ## remove build/
	rm -rf build

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: all apertium bench run test test-run test-apertium test-browser test-peers figures train deps docs install uninstall format lint lint-layers lint-style clean help
