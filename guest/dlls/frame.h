// SPDX-License-Identifier: MIT
// The standard prologue of naked functions, with the frame data that the compiler cannot see.
#pragma once

#define FPO_PUSH_EBP "pushl %ebp\n.cv_fpo_pushreg %ebp\nmovl %esp, %ebp\n.cv_fpo_setframe %ebp\n"
#define FPO_END_PROLOGUE ".cv_fpo_endprologue\n"
