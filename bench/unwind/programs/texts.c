// SPDX-License-Identifier: MIT
// Strings and the heap: work in the run-time library and in ntdll.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

typedef struct Word {
  struct Word *left, *right;
  int count;
  char text[1];
} Word;

static volatile int sink;

static NOINLINE Word *NewWord(const char *text, size_t length) {
  Word *word = malloc(sizeof(Word) + length);
  memset(word, 0, sizeof *word);
  memcpy(word->text, text, length);
  word->text[length] = 0;
  return word;
}
static NOINLINE Word *Insert(Word *tree, const char *text, size_t length) {
  if (tree == NULL) return NewWord(text, length);
  int order = strncmp(text, tree->text, length);
  if (order == 0) tree->count++;
  else if (order < 0) tree->left = Insert(tree->left, text, length);
  else tree->right = Insert(tree->right, text, length);
  return tree;
}
static NOINLINE Word *Count(Word *tree, const char *text) {
  while (*text != 0) {
    size_t length = strcspn(text, " ");
    tree = Insert(tree, text, length);
    text += length + (text[length] != 0);
  }
  return tree;
}
static NOINLINE int Print(const Word *tree, char *to) {
  if (tree == NULL) return 0;
  int length = Print(tree->left, to);
  length += sprintf(to + length, "%s:%d ", tree->text, tree->count);
  return length + Print(tree->right, to + length);
}
static NOINLINE void Drop(Word *tree) {
  if (tree == NULL) return;
  Drop(tree->left);
  Drop(tree->right);
  free(tree);
}

int main(void) {
  char line[300];
  for (int i = 0; i < 2; i++) {
    Word *tree = Count(NULL, "one two three two one zero and one more word of the text");
    sink += Print(tree, line);
    Drop(tree);
  }
  return Count(NULL, (const char *)0x44) != NULL;
}
