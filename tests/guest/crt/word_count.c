// SPDX-License-Identifier: MIT
// Writes a text file, reads it in several ways and counts its words.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "words.txt"

typedef struct word {
  char *text;
  int count;
  struct word *next;
} word;

static word *add(word *list, const char *text) {
  for (word *w = list; w; w = w->next) {
    if (strcmp(w->text, text) == 0) {
      w->count++;
      return list;
    }
  }
  word *made = malloc(sizeof(*made));
  made->text = strdup(text);
  made->count = 1;
  made->next = list;
  return made;
}

static int compare(const void *left, const void *right) {
  const word *a = *(word *const *)left, *b = *(word *const *)right;
  return a->count != b->count ? b->count - a->count : strcmp(a->text, b->text);
}

static void write_text(void) {
  static const char *const some[] = {"alpha", "beta", "gamma", "delta", "beta", "alpha", "epsilon", "beta"};
  FILE *file = fopen(NAME, "w");
  if (!file) {
    perror(NAME);
    exit(1);
  }
  for (int line = 0; line < 400; line++) {
    for (int i = 0; i <= line % 7; i++) fprintf(file, "%s ", some[(line * 3 + i) % 8]);
    fputs("end\n", file);
  }
  fclose(file);
}

int main(void) {
  char line[200];
  int lines = 0, words = 0, characters = 0, c, inside = 0;
  word *list = NULL;
  write_text();
  FILE *file = fopen(NAME, "r");
  while ((c = getc(file)) != EOF) {
    characters++;
    lines += c == '\n';
    words += !isspace(c) && !inside;
    inside = !isspace(c);
  }
  printf("%d lines, %d words, %d characters, end %d\n", lines, words, characters, !!feof(file));
  rewind(file);
  while (fgets(line, sizeof(line), file))
    for (char *w = strtok(line, " \n"); w; w = strtok(NULL, " \n")) list = add(list, w);
  fclose(file);
  word *all[20];
  int count = 0;
  for (word *w = list; w; w = w->next) all[count++] = w;
  qsort(all, (size_t)count, sizeof(*all), compare);
  for (int i = 0; i < count; i++) printf("%-10s %5d\n", all[i]->text, all[i]->count);

  file = fopen(NAME, "a+");
  fprintf(file, "appended %d\n", 7);
  fseek(file, 0, SEEK_SET);
  if (fscanf(file, "%199s", line) == 1) printf("first %s\n", line);
  ungetc('X', file);
  printf("%c\n", getc(file));
  fclose(file);

  file = fopen("binary.dat", "w+b");
  for (int i = 0; i < 3000; i++) fwrite(&i, sizeof(i), 1, file);
  fseek(file, 4 * 1234, SEEK_SET);
  int value = 0;
  fread(&value, sizeof(value), 1, file);
  printf("%d at %d\n", value, (int)ftell(file));
  value = -5;
  fseek(file, -8, SEEK_CUR);
  fwrite(&value, sizeof(value), 1, file);
  fseek(file, 4 * 1233, SEEK_SET);
  int pair[2];
  printf("%d ", (int)fread(pair, sizeof(int), 2, file));
  printf("%d %d\n", pair[0], pair[1]);
  fseek(file, 0, SEEK_END);
  printf("%d %d\n", (int)ftell(file), (int)fread(pair, 1, 1, file));
  fclose(file);
  printf("%d %d %d\n", rename("binary.dat", "moved.dat"), remove("moved.dat"), remove("moved.dat"));
  remove(NAME);
  printf("%d\n", fopen(NAME, "r") == NULL);
  return 0;
}
