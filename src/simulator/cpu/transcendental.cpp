// SPDX-License-Identifier: MIT
#include "cpu/transcendental.h"

#include <array>

namespace dumplab::cpu::transcendental {
namespace {

using quad::Bits;
using quad::Quad;
using quad::Scaled;

constexpr Quad kPi = quad::constant(0x0001921fb54442d1, 0x8469898cc51701b8, -111);
constexpr Quad kLn2 = quad::constant(0x000162e42fefa39e, 0xf35793c7673007e6, -113);
constexpr Quad kLog2OfE = quad::constant(0x000171547652b82f, 0xe1777d0ffda0d23a, -112);

/// atan(n / 8).
constexpr std::array<Quad, 9> kArcTangents = {
    Quad{0},
    quad::constant(0x0001fd5ba9aac2f6, 0xdc65912f313e7d11, -116),
    quad::constant(0x0001f5b75f92c80d, 0xd62adb8f3debef44, -115),
    quad::constant(0x00016f61941e4def, 0x08e715464245b9fd, -114),
    quad::constant(0x0001dac670561bb4, 0xf68adfc88bd97875, -114),
    quad::constant(0x00011e00babdefeb, 0x3f36b906bc2ccb88, -113),
    quad::constant(0x00014978fa3269ee, 0x12483350fe548afb, -113),
    quad::constant(0x0001700a7c578463, 0x3ce7965b4aa42149, -113),
    quad::constant(0x0001921fb54442d1, 0x8469898cc51701b8, -113),
};

/// Below this scale the second term of every series here is beyond the last bit.
constexpr int kTiny = -60;

bool is_zero(const Extended& number) { return number.exponent() == 0 && number.significand == 0; }
bool is_infinite(const Extended& number) {
  return number.exponent() == 0x7fff && number.significand == std::uint64_t{1} << 63;
}
std::uint16_t denormal_flag(const Extended& number) {
  return number.exponent() == 0 && number.significand != 0 ? kDenormal : 0;
}

constexpr Extended kZeroNumber{0, 0}, kOneNumber{std::uint64_t{1} << 63, 0x3fff},
    kInfinityNumber{std::uint64_t{1} << 63, 0x7fff};

Extended with_sign(Extended number, bool negative) {
  number.sign_exponent =
      static_cast<std::uint16_t>((number.sign_exponent & 0x7fff) | (negative ? 0x8000 : 0));
  return number;
}

Rounded exact(const Extended& number, std::uint16_t status = 0) { return {number, status}; }
Rounded invalid() { return {kIndefinite, kInvalid}; }

Rounded finish(Scaled number, bool negative, std::uint16_t control, std::uint16_t flags) {
  if (negative) number.value = -number.value;
  Rounded result = quad::round(number, control);
  result.status |= flags;
  return result;
}

Quad inverse(int number) {
  static const auto kTable = [] {
    std::array<Quad, 64> table{};
    for (int index = 1; index < 64; ++index) table[static_cast<std::size_t>(index)] = Quad{1} / Quad(index);
    return table;
  }();
  return kTable[static_cast<std::size_t>(number)];
}

/// The series by Horner's rule, |x| <= pi/4.
Quad sine_series(Quad x) {
  const Quad square = x * x;
  Quad sum = 1;
  for (int n = 28; n >= 2; n -= 2) sum = 1 - square * inverse(n) * inverse(n + 1) * sum;
  return x * sum;
}

Quad cosine_series(Quad x) {
  const Quad square = x * x;
  Quad sum = 1;
  for (int n = 29; n >= 1; n -= 2) sum = 1 - square * inverse(n) * inverse(n + 1) * sum;
  return sum;
}

/// u - u^3/3 + u^5/5 - ... for |u| <= 1/16.
Quad arc_tangent_series(Quad u) {
  const Quad square = u * u;
  Quad sum = 0;
  for (int n = 29; n >= 3; n -= 2) sum = -square * (inverse(n) + sum);
  return u * (1 + sum);
}

/// log2((1 + s) / (1 - s)) for |s| < 0.18.
Quad logarithm_series(Quad s) {
  const Quad square = s * s;
  Quad sum = 0;
  for (int n = 47; n >= 3; n -= 2) sum = square * (inverse(n) + sum);
  return 2 * s * (1 + sum) * kLog2OfE;
}

struct Reduced {
  Quad angle;  // |angle| <= pi/4
  unsigned quadrant;
};

/// |number| = quadrant * pi/2 + angle, with pi = 3.243f6a8885a308d3 (hexadecimal).
Reduced reduce(const Extended& number) {
  constexpr Bits kHalfPi = static_cast<Bits>(3) << 64 | 0x243f6a8885a308d3;  // times 2^-65
  const int steps = static_cast<int>(number.exponent()) - quad::kBias - 63 + 65;
  if (steps <= 0) return {quad::scaled(quad::magnitude(number)), 0};
  Bits rest = number.significand;
  unsigned quadrant = 0;
  for (int step = 0; step < steps; ++step) {
    rest <<= 1;
    quadrant <<= 1;
    if (rest >= kHalfPi) {
      rest -= kHalfPi;
      ++quadrant;
    }
  }
  if (2 * rest <= kHalfPi) return {quad::make(rest, -65), quadrant & 3};
  return {-quad::make(kHalfPi - rest, -65), (quadrant + 1) & 3};
}

Quad sine_of(const Reduced& reduced) {
  const Quad value = reduced.quadrant & 1 ? cosine_series(reduced.angle) : sine_series(reduced.angle);
  return reduced.quadrant & 2 ? -value : value;
}

Quad cosine_of(const Reduced& reduced) { return sine_of({reduced.angle, (reduced.quadrant + 1) & 3}); }

/// log2(x) of a value in [1, 2) times 2^scale.
Quad base_two_logarithm(Scaled x) {
  constexpr double kNearRootOfTwo = 1.4142135;
  if (x.value > Quad{kNearRootOfTwo}) {
    x.value = x.value * Quad{0.5};
    ++x.scale;
  }
  return Quad(x.scale) + logarithm_series((x.value - 1) / (x.value + 1));
}

bool is_one(const Extended& number) {
  return number.sign_exponent == 0x3fff && number.significand == std::uint64_t{1} << 63;
}

/// y times a finite logarithm that is not 0.
Rounded multiply(const Extended& y, const Scaled& factor, std::uint16_t control, std::uint16_t flags) {
  const bool negative = y.negative() != (factor.value < 0);
  if (is_infinite(y)) return exact(with_sign(kInfinityNumber, negative), flags);
  if (is_zero(y)) return exact(with_sign(kZeroNumber, negative), flags);
  const Scaled size = quad::magnitude(y);
  return finish({size.value * factor.value, size.scale + factor.scale}, y.negative(), control, flags);
}

}  // namespace

bool is_nan(const Extended& number) {
  if (number.exponent() == 0) return false;
  if (number.significand >> 63 == 0) return true;
  return number.exponent() == 0x7fff && number.significand << 1 != 0;
}

bool is_out_of_range(const Extended& angle) {
  return angle.exponent() >= quad::kBias + 63 && !is_infinite(angle) && !is_nan(angle);
}

Rounded sine(const Extended& angle, std::uint16_t control) {
  if (is_zero(angle)) return exact(angle);
  if (is_infinite(angle)) return invalid();
  const std::uint16_t flags = denormal_flag(angle);
  const Scaled size = quad::magnitude(angle);
  if (size.scale < kTiny) return finish(size, angle.negative(), control, flags);
  return finish({sine_of(reduce(angle)), 0}, angle.negative(), control, flags);
}

Rounded cosine(const Extended& angle, std::uint16_t control) {
  if (is_zero(angle)) return exact(kOneNumber);
  if (is_infinite(angle)) return invalid();
  const std::uint16_t flags = denormal_flag(angle);
  if (quad::magnitude(angle).scale < kTiny) return finish({Quad{1}, 0}, false, control, flags);
  return finish({cosine_of(reduce(angle)), 0}, false, control, flags);
}

Rounded tangent(const Extended& angle, std::uint16_t control) {
  if (is_zero(angle)) return exact(angle);
  if (is_infinite(angle)) return invalid();
  const std::uint16_t flags = denormal_flag(angle);
  const Scaled size = quad::magnitude(angle);
  if (size.scale < kTiny) return finish(size, angle.negative(), control, flags);
  const Reduced reduced = reduce(angle);
  return finish({sine_of(reduced) / cosine_of(reduced), 0}, angle.negative(), control, flags);
}

Rounded arc_tangent(const Extended& y, const Extended& x, std::uint16_t control) {
  const std::uint16_t flags = denormal_flag(y) | denormal_flag(x);
  const auto answer = [&](Quad value) { return finish({value, 0}, y.negative(), control, flags); };
  if (is_zero(y) || (is_infinite(x) && !is_infinite(y))) {
    return x.negative() ? answer(kPi) : exact(with_sign(kZeroNumber, y.negative()), flags);
  }
  if (is_infinite(y) && is_infinite(x)) return answer(kPi * Quad{x.negative() ? 0.75 : 0.25});
  if (is_infinite(y) || is_zero(x)) return answer(kPi * Quad{0.5});
  const Scaled height = quad::magnitude(y), width = quad::magnitude(x);
  const bool steep =
      height.scale > width.scale || (height.scale == width.scale && height.value > width.value);
  const Scaled& small = steep ? width : height;
  const Scaled& large = steep ? height : width;
  const Scaled ratio{small.value / large.value, small.scale - large.scale};
  Quad angle = 0;
  if (ratio.scale >= 2 * kTiny) {
    const Quad tangent = quad::scaled(ratio);
    const int nearest = static_cast<int>(tangent * 8 + Quad{0.5});
    const Quad known = Quad(nearest) * Quad{0.125};
    angle = kArcTangents[static_cast<std::size_t>(nearest)] +
            arc_tangent_series((tangent - known) / (1 + tangent * known));
  }
  if (steep) return answer(kPi * Quad{0.5} + (x.negative() ? angle : -angle));
  if (x.negative()) return answer(kPi - angle);
  return ratio.scale < kTiny ? finish(ratio, y.negative(), control, flags) : answer(angle);
}

Rounded exponential(const Extended& x, std::uint16_t control) {
  constexpr Extended kMinusHalf{std::uint64_t{1} << 63, 0xbffe};
  if (is_zero(x)) return exact(x);
  if (is_infinite(x)) return exact(x.negative() ? with_sign(kOneNumber, true) : x);
  if (x.exponent() >= quad::kBias) {
    return exact(x.sign_exponent == 0xbfff && x.significand << 1 == 0 ? kMinusHalf : x, kInexact);
  }
  const std::uint16_t flags = denormal_flag(x);
  const Scaled size = quad::magnitude(x);
  if (size.scale < 2 * kTiny) return finish({size.value * kLn2, size.scale}, x.negative(), control, flags);
  const Quad power = quad::scaled(size) * (x.negative() ? -kLn2 : kLn2);
  Quad sum = 1;
  for (int n = 34; n >= 2; --n) sum = 1 + power * inverse(n) * sum;
  return finish({power * sum, 0}, false, control, flags);
}

Rounded logarithm(const Extended& x, const Extended& y, std::uint16_t control) {
  const std::uint16_t flags = denormal_flag(y) | denormal_flag(x);
  if (is_zero(x)) {
    if (is_zero(y)) return invalid();
    return exact(with_sign(kInfinityNumber, !y.negative()), is_infinite(y) ? 0 : kZeroDivide);
  }
  if (x.negative()) return invalid();
  if (is_infinite(x)) {
    return is_zero(y) ? invalid() : exact(with_sign(kInfinityNumber, y.negative()), flags);
  }
  if (is_one(x)) return is_infinite(y) ? invalid() : exact(with_sign(kZeroNumber, y.negative()), flags);
  return multiply(y, {base_two_logarithm(quad::magnitude(x)), 0}, control, flags);
}

Rounded logarithm_plus_one(const Extended& x, const Extended& y, std::uint16_t control) {
  const std::uint16_t flags = denormal_flag(y) | denormal_flag(x);
  if (is_zero(x)) {
    if (is_infinite(y)) return invalid();
    return exact(with_sign(kZeroNumber, x.negative() != y.negative()), flags);
  }
  if (is_infinite(x)) {
    return x.negative() || is_zero(y) ? invalid() : exact(with_sign(kInfinityNumber, y.negative()), flags);
  }
  const Scaled size = quad::magnitude(x);
  const Quad sign = x.negative() ? -1 : 1;
  if (size.scale < 2 * kTiny) return multiply(y, {sign * size.value * kLog2OfE, size.scale}, control, flags);
  if (size.scale < -2) {
    const Quad value = sign * quad::scaled(size);
    return multiply(y, {logarithm_series(value / (2 + value)), 0}, control, flags);
  }
  if (x.negative() && size.scale >= 0) {
    if (is_infinite(y) || is_zero(y)) return exact(with_sign(y, !y.negative()), flags);
    return exact(x, flags | kInexact);
  }
  if (size.scale > 16000) return logarithm(x, y, control);
  // 1 + x, which quadruple precision holds to well beyond the result's last bit.
  const Quad sum = 1 + sign * quad::scaled(size);
  const auto exponent =
      static_cast<int>(static_cast<unsigned>(std::bit_cast<Bits>(sum) >> quad::kFractionBits));
  const int scale = exponent - quad::kBias;
  return multiply(y, {base_two_logarithm({quad::scaled({sum, -scale}), scale}), 0}, control, flags);
}

}  // namespace dumplab::cpu::transcendental
