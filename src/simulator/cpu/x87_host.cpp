// SPDX-License-Identifier: MIT
#include "cpu/x87_host.h"

namespace dumplab::cpu::x87_host {
namespace {

constexpr std::uint16_t kHostControl = 0x037f;  // System V ABI

#define DUMPLAB_X87_CLOBBERS "cc", "st", "st(1)", "st(2)", "st(3)", "st(4)", "st(5)", "st(6)", "st(7)"

/// Runs `code` between the two control words and reads the status before `finish` takes the results off.
/// An exception that `code` left pending is cleared before any instruction could deliver it.
#define DUMPLAB_X87(name, begin, code, finish)                                                         \
  void name(Work& work) {                                                                              \
    __asm__ volatile("fldcw %[guest]\n\t" begin code                                                   \
                     "fnstsw %[status]\n\t"                                                            \
                     "fnclex\n\t"                                                                      \
                     "fldcw %[host]\n\t" finish                                                        \
                     : [value] "+m"(work.value), [other] "+m"(work.other), [memory] "+m"(work.memory), \
                       [status] "=m"(work.status)                                                      \
                     : [guest] "m"(work.control), [host] "m"(kHostControl)                             \
                     : DUMPLAB_X87_CLOBBERS);                                                          \
  }
#define DUMPLAB_X87_MASKED(name, begin, code, finish)                 \
  void name##_unmasked(Work& work);                                   \
  void name(Work& work) {                                             \
    const std::uint16_t control = work.control;                       \
    work.control = static_cast<std::uint16_t>(control | kExceptions); \
    name##_unmasked(work);                                            \
    work.control = control;                                           \
  }                                                                   \
  DUMPLAB_X87(name##_unmasked, begin, code, finish)

#define DUMPLAB_VALUE "fldt %[value]\n\t"
#define DUMPLAB_BOTH "fldt %[other]\n\tfldt %[value]\n\t"
#define DUMPLAB_KEEP "fstpt %[value]\n\t"
#define DUMPLAB_KEEP_FIRST "fstpt %[value]\n\tfstp %%st(0)\n\t"
#define DUMPLAB_DROP "fstp %%st(0)\n\t"
#define DUMPLAB_DROP_BOTH "fstp %%st(0)\n\tfstp %%st(0)\n\t"

// The AT&T names are the manual's for results in ST0, and in these only.
#define DUMPLAB_ARITHMETIC(name, stem)                                                          \
  DUMPLAB_X87(name##_register, DUMPLAB_BOTH, "f" stem " %%st(1), %%st\n\t", DUMPLAB_KEEP_FIRST) \
  DUMPLAB_X87(name##_single, DUMPLAB_VALUE, "f" stem "s %[memory]\n\t", DUMPLAB_KEEP)           \
  DUMPLAB_X87(name##_double, DUMPLAB_VALUE, "f" stem "l %[memory]\n\t", DUMPLAB_KEEP)           \
  DUMPLAB_X87(name##_integer32, DUMPLAB_VALUE, "fi" stem "l %[memory]\n\t", DUMPLAB_KEEP)       \
  DUMPLAB_X87(name##_integer16, DUMPLAB_VALUE, "fi" stem "s %[memory]\n\t", DUMPLAB_KEEP)

DUMPLAB_ARITHMETIC(add, "add")
DUMPLAB_ARITHMETIC(subtract, "sub")
DUMPLAB_ARITHMETIC(subtract_reversed, "subr")
DUMPLAB_ARITHMETIC(multiply, "mul")
DUMPLAB_ARITHMETIC(divide, "div")
DUMPLAB_ARITHMETIC(divide_reversed, "divr")

DUMPLAB_X87_MASKED(load_single, "", "flds %[memory]\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_double, "", "fldl %[memory]\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_integer32, "", "fildl %[memory]\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_integer16, "", "filds %[memory]\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_integer64, "", "fildll %[memory]\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_decimal, "", "fbld %[memory]\n\t", DUMPLAB_KEEP)

DUMPLAB_X87_MASKED(load_one, "", "fld1\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_log2_of_10, "", "fldl2t\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_log2_of_e, "", "fldl2e\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_pi, "", "fldpi\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_log10_of_2, "", "fldlg2\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_ln_of_2, "", "fldln2\n\t", DUMPLAB_KEEP)
DUMPLAB_X87_MASKED(load_zero, "", "fldz\n\t", DUMPLAB_KEEP)

DUMPLAB_X87(store_single, DUMPLAB_VALUE, "fsts %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87(store_double, DUMPLAB_VALUE, "fstl %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87(store_integer32, DUMPLAB_VALUE, "fistl %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87(store_integer16, DUMPLAB_VALUE, "fists %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87_MASKED(store_integer64, DUMPLAB_VALUE, "fistpll %[memory]\n\t", "")
DUMPLAB_X87_MASKED(store_decimal, DUMPLAB_VALUE, "fbstp %[memory]\n\t", "")

DUMPLAB_X87_MASKED(compare_register, DUMPLAB_BOTH, "fcom %%st(1)\n\t", DUMPLAB_DROP_BOTH)
DUMPLAB_X87_MASKED(compare_single, DUMPLAB_VALUE, "fcoms %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87_MASKED(compare_double, DUMPLAB_VALUE, "fcoml %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87_MASKED(compare_integer32, DUMPLAB_VALUE, "ficoml %[memory]\n\t", DUMPLAB_DROP)
DUMPLAB_X87_MASKED(compare_integer16, DUMPLAB_VALUE, "ficoms %[memory]\n\t", DUMPLAB_DROP)

#define DUMPLAB_ARITHMETIC_ROW(name) \
  { name##_register, name##_single, name##_double, name##_integer32, name##_integer16 }

constexpr Operation* kArithmetic[][5] = {
    DUMPLAB_ARITHMETIC_ROW(add),
    DUMPLAB_ARITHMETIC_ROW(subtract),
    DUMPLAB_ARITHMETIC_ROW(subtract_reversed),
    DUMPLAB_ARITHMETIC_ROW(multiply),
    DUMPLAB_ARITHMETIC_ROW(divide),
    DUMPLAB_ARITHMETIC_ROW(divide_reversed),
};
constexpr Operation* kLoads[] = {nullptr,        load_single,    load_double, load_integer32,
                                 load_integer16, load_integer64, load_decimal};
constexpr Operation* kConstants[] = {load_one,        load_log2_of_10, load_log2_of_e, load_pi,
                                     load_log10_of_2, load_ln_of_2,    load_zero};
constexpr Operation* kStores[] = {nullptr,         store_single,    store_double, store_integer32,
                                  store_integer16, store_integer64, store_decimal};
constexpr Operation* kCompares[] = {compare_register, compare_single, compare_double, compare_integer32,
                                    compare_integer16};

}  // namespace

DUMPLAB_X87_MASKED(compare_unordered, DUMPLAB_BOTH, "fucom %%st(1)\n\t", DUMPLAB_DROP_BOTH)
DUMPLAB_X87_MASKED(test_zero, DUMPLAB_VALUE, "ftst\n\t", DUMPLAB_DROP)
DUMPLAB_X87_MASKED(examine, DUMPLAB_VALUE, "fxam\n\t", DUMPLAB_DROP)
DUMPLAB_X87(square_root, DUMPLAB_VALUE, "fsqrt\n\t", DUMPLAB_KEEP)
DUMPLAB_X87(round_to_integer, DUMPLAB_VALUE, "frndint\n\t", DUMPLAB_KEEP)
DUMPLAB_X87(scale, DUMPLAB_BOTH, "fscale\n\t", DUMPLAB_KEEP_FIRST)
DUMPLAB_X87(remainder, DUMPLAB_BOTH, "fprem\n\t", DUMPLAB_KEEP_FIRST)
DUMPLAB_X87(remainder_nearest, DUMPLAB_BOTH, "fprem1\n\t", DUMPLAB_KEEP_FIRST)
DUMPLAB_X87_MASKED(extract, DUMPLAB_VALUE, "fxtract\n\t", "fstpt %[value]\n\tfstpt %[other]\n\t")

Operation* arithmetic(unsigned operation, Source source) { return kArithmetic[operation][source]; }
Operation* load(Source source) { return kLoads[source]; }
Operation* load_constant(unsigned constant) { return kConstants[constant]; }
Operation* store(Source target) { return kStores[target]; }
Operation* compare(Source source) { return kCompares[source]; }

}  // namespace dumplab::cpu::x87_host
