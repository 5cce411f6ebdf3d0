/* The inner loop of the Method of Equal Shares, with certified comparisons.
 *
 * Everything is float64 and every float64 comes with a bound: `error` per row of ballots, an interval per price. A
 * decision is taken here only where the intervals prove it; otherwise the run stops (CLOSE) and exact rationals decide
 * (exact.py). The bounds are derived in docs/reference/counting-exactness.md
 *
 * price x of a project: the least x with  sum over its rows of count * min(balance, x * weight) = cost.
 * The next winner has the least x / worth.
 */
#include <math.h>
#include <stdint.h>

#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC
#endif

#define SLACK 1.3e-16 /* one rounding, 2^-53, and room for the roundings of the bounds themselves */
#define NEVER INT32_MAX

enum { DONE = 0, CLOSE = 1, TIES_FULL = 2 };
enum { OUT_OF_REACH, WITHIN_REACH, CLOSE_CALL };

typedef struct {
    double balance, error; /* of one voter */
    double count;          /* how many people cast this ballot */
} Row;

typedef struct {
    int64_t projects, rows;
    const int64_t *starts; /* entries of project p: starts[p] .. starts[p + 1] */
    int64_t *ends;         /* those before ends[p] are of rows that had money left when last met */
    int32_t *row;          /* of each entry */
    double *weight;        /* of each entry: integers */
    const double *cost, *worth, *full; /* of each project: integers; full = sum of count * weight */
    const double *num, *den; /* x / worth = num / den while all supporters can pay: integers */
    const uint8_t *taking_part; /* of each project */
    const int64_t *rival_starts; /* of each project: who is out once it is won */
    const int32_t *rivals;
    const int32_t *rank;   /* place in the announced order of ties; equal places are not decided by it */
    Row *row_of;           /* of each row */
    int32_t *spent;        /* of each row: the round that took its last money, or NEVER */
    double *low;           /* of each project: certified lower bound of its price; prices only grow */
    int32_t *fresh;        /* of each project: the round for which `low` was computed */
    int32_t *poor;         /* of each project: rows that cannot pay in full, at that round */
    uint8_t *open;         /* of each project: can still win */
    int32_t *bought;       /* projects in order of purchase */
    double *price;         /* of each purchase */
    int32_t *close;        /* projects that exact numbers must compare */
    int32_t *ties;         /* log: round, chosen, how many others, the others */
    int64_t round, closes, tied, ties_room;
} Count;

static void set_aside(Count *c, int64_t p, int64_t e)
{
    int64_t last = --c->ends[p];
    int32_t row = c->row[e];
    double weight = c->weight[e];
    c->row[e] = c->row[last], c->weight[e] = c->weight[last];
    c->row[last] = row, c->weight[last] = weight;
}

static int evaluate(Count *c, int64_t p)
{
    double x = c->low[p], cost = c->cost[p];
    double before = -1;
    c->fresh[p] = (int32_t)c->round;
    for (;;) {
        double paid = 0, doubt = 0, weights = 0, poor = 0;
        for (int64_t e = c->starts[p]; e < c->ends[p]; e++) {
            const Row *v = c->row_of + c->row[e];
            double w = c->weight[e];
            if (v->balance == 0 && v->error == 0) { /* spent: put behind the others, for the rest of the run */
                set_aside(c, p, e--);
                continue;
            }
            double is_poor = v->balance < x * w, held = v->count * is_poor; /* sums, not branches: no guess to miss */
            paid += held * v->balance;
            doubt += held * v->error;
            weights += (v->count - held) * w;
            poor += is_poor;
        }
        double bound = doubt * (1 + 1e-9) + (poor + 4) * SLACK * (paid + cost);
        if (weights == 0) {
            if (paid + bound < cost) {
                c->open[p] = 0;
                return OUT_OF_REACH;
            }
            return CLOSE_CALL;
        }
        double low = (cost - paid - bound) / weights * (1 - 4 * SLACK);
        if (low > c->low[p]) c->low[p] = low;
        if (poor == before) {
            c->poor[p] = (int32_t)poor + (int32_t)(c->starts[p + 1] - c->ends[p]);
            return WITHIN_REACH;
        }
        before = poor;
        if (low > x) x = low;
    }
}

/* Upper bound of the price, valid where no row is in doubt: each certainly pays all it has or certainly pays in full.
 * Returns how many rows are in doubt. */
PUBLIC int64_t certify(Count *c, int64_t p, double *high)
{
    double paid = 0, doubt = 0, weights = 0, cost = c->cost[p], low = c->low[p] * (1 - 2 * SLACK), least = INFINITY;
    int64_t poor = 0, unsure = 0;
    for (int64_t e = c->starts[p]; e < c->ends[p]; e++) {
        const Row *v = c->row_of + c->row[e];
        double w = c->weight[e];
        if (v->balance + v->error <= low * w) {
            paid += v->count * v->balance;
            doubt += v->count * v->error;
            poor++;
        } else {
            double rate = (v->balance - v->error) / w;
            if (rate < least) least = rate;
            weights += v->count * w;
        }
    }
    double bound = doubt * (1 + 1e-9) + (double)(poor + 4) * SLACK * (paid + cost);
    *high = weights > 0 ? (cost - paid + bound) / weights * (1 + 4 * SLACK) : INFINITY;
    if (least > *high * (1 + 4 * SLACK)) return 0;
    for (int64_t e = c->starts[p]; e < c->ends[p]; e++) {
        const Row *v = c->row_of + c->row[e];
        double w = c->weight[e];
        unsure += v->balance + v->error > low * w && (v->balance - v->error) / w <= *high * (1 + 4 * SLACK);
    }
    return unsure;
}

/* `sign` says for rows in doubt whether they pay all they have (1) or in full (2); NULL where none is in doubt. */
PUBLIC void buy(Count *c, int64_t p, double low, double high, const uint8_t *sign)
{
    double x = low + (high - low) / 2, half = (high - low) * 0.5000001 + SLACK * high, edge = low * (1 - 2 * SLACK);
    for (int64_t e = c->starts[p]; e < c->starts[p + 1]; e++) {
        int32_t r = c->row[e];
        Row *v = c->row_of + r;
        if (c->spent[r] != NEVER) continue;
        double w = c->weight[e], pays = x * w;
        int is_poor = sign && sign[r] ? sign[r] == 1 : v->balance + v->error <= edge * w;
        if (is_poor) {
            v->balance = v->error = 0;
            c->spent[r] = (int32_t)c->round;
        } else {
            double rest = v->balance - pays;
            v->error = (v->error + w * half + SLACK * (pays + fabs(rest))) * (1 + 1e-9);
            v->balance = rest > 0 ? rest : 0;
        }
    }
    c->open[p] = 0;
    for (int64_t i = c->rival_starts[p]; i < c->rival_starts[p + 1]; i++) c->open[c->rivals[i]] = 0;
    c->bought[c->round] = (int32_t)p;
    c->price[c->round] = x;
    c->round++;
}

/* Open projects whose price may be at most `high` times their worth, as known in this round; `but` is left out. */
PUBLIC int64_t contenders(Count *c, int64_t but, double high)
{
    int64_t found = 0;
    for (int64_t q = 0; q < c->projects; q++) {
        if (q == but || !c->open[q] || c->low[q] > high * c->worth[q] * (1 + 8 * SLACK)) continue;
        int reach = c->fresh[q] == c->round ? WITHIN_REACH : evaluate(c, q);
        if (reach == OUT_OF_REACH || (reach == WITHIN_REACH && c->low[q] > high * c->worth[q] * (1 + 8 * SLACK))) continue;
        if (reach == CLOSE_CALL) c->fresh[q] = -1; /* to be met again */
        c->close[found++] = (int32_t)q;
    }
    return found;
}

static int before(const Count *c, int64_t p, int64_t q) /* -1, 0, 1: exact, while all supporters can pay */
{
#ifdef __SIZEOF_INT128__
    __int128 a = (__int128)c->num[p] * (__int128)c->den[q], b = (__int128)c->num[q] * (__int128)c->den[p];
    return (a > b) - (a < b);
#else
    (void)c, (void)p, (void)q;
    return 2;
#endif
}

/* Among `best` and the contenders, the winner where integers prove it: all supporters of each can pay in full. */
static int64_t settle(Count *c, int64_t best, int64_t found)
{
    double high;
    if (c->poor[best]) return -1;
    for (int64_t i = 0; i < found; i++) {
        int64_t q = c->close[i];
        if (c->fresh[q] != c->round || c->poor[q] || certify(c, q, &high)) return -1;
    }
    int64_t first = best, equal = 0;
    for (int64_t i = 0; i < found; i++) {
        int order = before(c, c->close[i], first);
        if (order == 2) return -1;
        if (order < 0) first = c->close[i];
    }
    int64_t chosen = first;
    for (int64_t i = -1; i < found; i++) {
        int64_t q = i < 0 ? best : c->close[i];
        if (before(c, q, first)) continue;
        equal++;
        if (c->rank[q] < c->rank[chosen]) chosen = q;
    }
    if (equal == 1) return chosen;
    int64_t same = 0;
    for (int64_t i = -1; i < found; i++) {
        int64_t q = i < 0 ? best : c->close[i];
        same += !before(c, q, first) && c->rank[q] == c->rank[chosen];
    }
    if (same > 1) return -1;
    int32_t *log = c->ties + c->tied;
    c->tied += 2 + equal;
    *log++ = (int32_t)c->round, *log++ = (int32_t)chosen, *log++ = (int32_t)(equal - 1);
    for (int64_t i = -1; i < found; i++) {
        int64_t q = i < 0 ? best : c->close[i];
        if (q != chosen && !before(c, q, first)) *log++ = (int32_t)q;
    }
    return chosen;
}

/* Buys until nothing is within reach (DONE), or until floats cannot tell (CLOSE: `closes` projects in `close`). */
PUBLIC int run(Count *c)
{
    for (;;) {
        int64_t best = -1;
        double least = INFINITY, high;
        if (c->ties_room - c->tied < c->projects + 3) return TIES_FULL;
        for (int64_t p = 0; p < c->projects; p++)
            if (c->open[p] && c->low[p] / c->worth[p] < least) least = c->low[p] / c->worth[p], best = p;
        if (best < 0) return DONE;
        if (c->fresh[best] != c->round) {
            if (evaluate(c, best) == CLOSE_CALL) {
                c->fresh[best] = -1;
                c->close[0] = (int32_t)best, c->closes = 1;
                return CLOSE;
            }
            continue;
        }
        int64_t unsure = certify(c, best, &high), found = contenders(c, best, high / c->worth[best]);
        if (found && !unsure) {
            int64_t chosen = settle(c, best, found);
            if (chosen >= 0 && chosen != best) best = chosen, unsure = certify(c, best, &high);
            if (chosen >= 0) found = 0;
        }
        if (found || unsure) {
            c->close[found] = (int32_t)best, c->closes = found + 1;
            return CLOSE;
        }
        buy(c, best, c->low[best], high, 0);
    }
}

PUBLIC void begin(Count *c, double share, double error)
{
    for (int64_t r = 0; r < c->rows; r++) c->row_of[r].balance = share, c->row_of[r].error = error, c->spent[r] = NEVER;
    for (int64_t p = 0; p < c->projects; p++) {
        c->open[p] = c->taking_part[p], c->fresh[p] = -1, c->poor[p] = 0, c->ends[p] = c->starts[p + 1];
        c->low[p] = c->open[p] ? c->cost[p] / c->full[p] * (1 - 4 * SLACK) : 0;
    }
    c->round = c->tied = c->closes = 0;
}
