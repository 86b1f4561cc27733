// SPDX-License-Identifier: MIT
// Gauss elimination on a Hilbert matrix.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SIZE 6

static double *row(double *matrix, int i) { return matrix + i * (SIZE + 1); }

static int solve(double *matrix) {
  for (int column = 0; column < SIZE; column++) {
    int best = column;
    for (int i = column + 1; i < SIZE; i++)
      if (fabs(row(matrix, i)[column]) > fabs(row(matrix, best)[column])) best = i;
    if (row(matrix, best)[column] == 0) return 0;
    for (int j = 0; j <= SIZE; j++) {
      double kept = row(matrix, column)[j];
      row(matrix, column)[j] = row(matrix, best)[j];
      row(matrix, best)[j] = kept;
    }
    for (int i = 0; i < SIZE; i++) {
      if (i == column) continue;
      double factor = row(matrix, i)[column] / row(matrix, column)[column];
      for (int j = column; j <= SIZE; j++) row(matrix, i)[j] -= factor * row(matrix, column)[j];
    }
  }
  return 1;
}

int main(void) {
  double *matrix = calloc(SIZE * (SIZE + 1), sizeof(double));
  double norm = 0;
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) {
      row(matrix, i)[j] = 1.0 / (i + j + 1);
      row(matrix, i)[SIZE] += row(matrix, i)[j];
    }
  }
  if (!solve(matrix)) return 1;
  for (int i = 0; i < SIZE; i++) {
    double x = row(matrix, i)[SIZE] / row(matrix, i)[i];
    printf("x%d = %.6f\n", i, x);
    norm += (x - 1) * (x - 1);
  }
  printf("error below 1e-6: %d\n", sqrt(norm) < 1e-6);
  free(matrix);
  return 0;
}
