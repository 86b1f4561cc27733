// SPDX-License-Identifier: MIT
// Serial numbers that nobody guesses.
#pragma once

// The next 64-bit number after `state`, which moves on and must not be 0.
unsigned __int64 NextSerial(unsigned int *state);
