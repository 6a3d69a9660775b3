/* Newton's method for a convex loss in a few dozen weights: add up gradient and Hessian over the
 * data, then step. Exact and without random numbers: the same data give the same weights. */
#ifndef TRAIN_NEWTON_H
#define TRAIN_NEWTON_H

#include <math.h>
#include <string.h>

enum { NEWTON_MAX = 64 /* weights */ };

struct newton {
  int n;
  double x[NEWTON_MAX]; /* the weights */
  double gradient[NEWTON_MAX];
  double hessian[NEWTON_MAX][NEWTON_MAX]; /* its lower half */
  double loss;
};

static inline void newton_clear(struct newton *s) {
  memset(s->gradient, 0, sizeof s->gradient);
  memset(s->hessian, 0, sizeof s->hessian);
  s->loss = 0;
}

static inline double newton_value(const struct newton *s, const float *features) {
  double v = 0;
  for (int a = 0; a < s->n; a++) v += s->x[a] * (double)features[a];
  return v;
}

/* Adds slope * f to the gradient and curvature * f f' to the Hessian. */
static inline void newton_add(struct newton *s, const float *f, double slope, double curvature) {
  for (int a = 0; a < s->n; a++) {
    double v = (double)f[a], c = curvature * v;
    s->gradient[a] += slope * v;
    if (v == 0) continue;
    for (int b = 0; b <= a; b++) s->hessian[a][b] += c * (double)f[b];
  }
}

/* Turns the Hessian into the lower triangle L with H = L L' (Cholesky). */
static inline void newton_factor(struct newton *s) {
  double(*h)[NEWTON_MAX] = s->hessian;
  for (int a = 0; a < s->n; a++)
    for (int b = 0; b <= a; b++) {
      double v = h[a][b];
      for (int k = 0; k < b; k++) v -= h[a][k] * h[b][k];
      h[a][b] = a == b ? sqrt(v) : v / h[b][b];
    }
}

/* One step, with a penalty of ridge / 2 for the square of every weight, which also keeps the
 * Hessian positive. */
static inline void newton_step(struct newton *s, double ridge) {
  double step[NEWTON_MAX];
  for (int a = 0; a < s->n; a++) {
    s->gradient[a] += ridge * s->x[a];
    s->hessian[a][a] += ridge;
  }
  newton_factor(s);
  for (int a = 0; a < s->n; a++) {
    step[a] = s->gradient[a];
    for (int k = 0; k < a; k++) step[a] -= s->hessian[a][k] * step[k];
    step[a] /= s->hessian[a][a];
  }
  for (int a = s->n; a-- > 0;) {
    for (int k = a + 1; k < s->n; k++) step[a] -= s->hessian[k][a] * step[k];
    step[a] /= s->hessian[a][a];
  }
  for (int a = 0; a < s->n; a++) s->x[a] -= step[a];
}

#endif
