// SPDX-License-Identifier: MIT
// The 32-bit helper of the silicon oracle: runs cases on the host's processor.
//
// A signal handler rewrites the whole ucontext and returns: the kernel then loads exactly the registers of a
// case.  INT3 behind the instruction, or its fault, enters the handler again with everything that came of it.
// Usage: cpu-oracle-silicon SHARED_MEMORY_FD; one byte on stdin starts a batch, one on stdout ends it.
#define _GNU_SOURCE
#include <asm/ldt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "case.h"

#define FXRSTOR_LENGTH 7
#define FXSAVE_IN_FRAME 112 /* struct _fpstate_32: the FSAVE image comes first; Linux asm/sigcontext.h */
#define BATCH_SECONDS 60
#define TASK_END 0xffffe000u /* of a 32-bit process on a 64-bit kernel */
#define SHARED_AT (ORACLE_HELPER + 0x08000000u)
#define MEMORY_AT (ORACLE_HELPER + 0x10000000u)
#define SIGNAL_RESTORER 0x04000000u

struct kernel_action {
  void (*handler)(int, siginfo_t*, void*);
  unsigned long flags;
  void (*restorer)(void);
  uint64_t mask;
};

static struct OracleBatch* batch;
static uint8_t* memory;      /* data and stack, writable throughout */
static int32_t current = -1; /* case that is running */
static uint16_t fs_selector;
static uint8_t image[512] __attribute__((aligned(16)));
static const int kRegisters[8] = {REG_EAX, REG_ECX, REG_EDX, REG_EBX, REG_ESP, REG_EBP, REG_ESI, REG_EDI};

/* Without the vDSO, which is unmapped. */
static long call_kernel(long number, long a, long b, long c, long d) {
  long result = 0;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d) : "memory");
  return result;
}

void return_from_signal(void);
__asm__("return_from_signal: mov $173, %eax\n int $0x80\n"); /* SYS_rt_sigreturn */

static void collect(const ucontext_t* context, struct OracleResult* result, const struct OracleCase* test) {
  const greg_t* gregs = context->uc_mcontext.gregs;
  int i = 0;
  for (i = 0; i < 8; ++i) result->gpr[i] = (uint32_t)gregs[kRegisters[i]];
  result->eflags = (uint32_t)gregs[REG_EFL];
  result->eip = (uint32_t)gregs[REG_EIP];
  result->vector = (uint32_t)gregs[REG_TRAPNO];
  result->error_code = (uint32_t)gregs[REG_ERR];
  result->cr2 = result->vector == 14 ? (uint32_t)context->uc_mcontext.cr2 : 0;
  oracle_describe_memory(memory, test->pattern, result);
  if (test->uses_float)
    memcpy(result->fxsave, (const uint8_t*)context->uc_mcontext.fpregs + FXSAVE_IN_FRAME, ORACLE_FXSAVE);
}

/* Bytes of the instruction that lie in the code pages. */
static uint32_t code_length(const struct OracleCase* test) {
  const uint32_t room = ORACLE_CODE + 2 * ORACLE_PAGE - test->eip;
  return test->length < room ? test->length : room;
}

static void prepare(ucontext_t* context, const struct OracleCase* test) {
  greg_t* gregs = context->uc_mcontext.gregs;
  uint32_t start = test->eip;
  int i = 0;
  memcpy((uint8_t*)test->eip, test->code, code_length(test));
  oracle_fill_memory(memory, test->pattern);
  if (test->uses_float) {
    const uint32_t from = (uint32_t)image;
    const uint8_t load[3] = {0x0f, 0xae, 0x0d}; /* fxrstor [image] */
    memcpy(image, test->fxsave, ORACLE_FXSAVE);
    start -= FXRSTOR_LENGTH;
    memcpy((uint8_t*)start, load, sizeof load);
    memcpy((uint8_t*)start + sizeof load, &from, sizeof from);
  }
  for (i = 0; i < 8; ++i) gregs[kRegisters[i]] = (greg_t)test->gpr[i];
  gregs[REG_EFL] = (greg_t)test->eflags;
  gregs[REG_EIP] = (greg_t)start;
  gregs[REG_FS] = fs_selector;
}

static void erase(const struct OracleCase* test) {
  uint8_t* const from = (uint8_t*)test->eip - (test->uses_float ? FXRSTOR_LENGTH : 0);
  memset(from, 0xcc, test->eip + code_length(test) - (uint32_t)from);
}

/* The stack that the kernel made, the vDSO and the like: cases would find them. */
static void unmap_upper_half(void) {
  const uint32_t from = ORACLE_STACK + ORACLE_PAGE;
  call_kernel(SYS_munmap, (long)from, (long)(TASK_END - from), 0, 0);
}

static void next_batch(void) {
  char byte = 0;
  if (current >= 0)
    call_kernel(SYS_write, 1, (long)&byte, 1, 0);
  else
    unmap_upper_half();
  if (call_kernel(SYS_read, 0, (long)&byte, 1, 0) != 1) call_kernel(SYS_exit_group, 0, 0, 0, 0);
  call_kernel(SYS_alarm, BATCH_SECONDS, 0, 0, 0);
  current = 0;
}

static void on_signal(int signal, siginfo_t* information, void* context) {
  (void)signal;
  (void)information;
  if (current >= 0) {
    collect(context, &batch->results[current], &batch->cases[current]);
    erase(&batch->cases[current]);
    ++current;
  }
  if (current < 0 || current == (int32_t)batch->count) next_batch();
  prepare(context, &batch->cases[current]);
}

static void* map(uint32_t at, uint32_t size, int protection, int flags, int file, uint32_t offset) {
  void* const where = mmap((void*)at, size, protection, flags | MAP_FIXED, file, (off_t)offset);
  if (where == MAP_FAILED) _exit(2);
  return where;
}

static void map_everything(int shared) {
  const int pages = memfd_create("guest", 0);
  volatile uint32_t touched = 0;
  uint32_t page = 0;
  if (pages < 0 || ftruncate(pages, ORACLE_MEMORY_SIZE) != 0) _exit(2);
  batch = map(SHARED_AT, sizeof *batch, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
  memory = map(MEMORY_AT, ORACLE_MEMORY_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, pages, 0);
  map(ORACLE_DATA, 2 * ORACLE_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, pages, 0);
  map(ORACLE_DATA + 2 * ORACLE_PAGE, ORACLE_PAGE, PROT_READ, MAP_SHARED, pages, 2 * ORACLE_PAGE);
  map(ORACLE_STACK, ORACLE_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, pages, ORACLE_DATA_SIZE);
  map(ORACLE_CODE, 2 * ORACLE_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  /* Pages that nobody has touched would fault as not present. */
  for (page = 0; page < 3; ++page) touched += *(volatile uint8_t*)(ORACLE_DATA + page * ORACLE_PAGE);
  touched += *(volatile uint8_t*)ORACLE_STACK;
  memset((uint8_t*)ORACLE_CODE, 0xcc, 2 * ORACLE_PAGE);
}

static void make_fs(void) {
  struct user_desc segment = {.entry_number = (unsigned)-1,
                              .base_addr = ORACLE_FS_BASE,
                              .limit = 0xfffff,
                              .seg_32bit = 1,
                              .limit_in_pages = 1,
                              .useable = 1};
  if (syscall(SYS_set_thread_area, &segment) != 0) _exit(3);
  fs_selector = (uint16_t)(segment.entry_number << 3 | 3);
}

int main(int argc, char** argv) {
  static const int kSignals[] = {SIGTRAP, SIGSEGV, SIGILL, SIGFPE, SIGBUS};
  static uint8_t own_stack[1 << 16];
  const stack_t stack = {.ss_sp = own_stack, .ss_flags = 0, .ss_size = sizeof own_stack};
  const struct kernel_action action = {on_signal, SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SIGNAL_RESTORER,
                                       return_from_signal, 0};
  unsigned i = 0;
  if (argc != 2) return 2;
  map_everything(atoi(argv[1]));
  make_fs();
  sigaltstack(&stack, NULL);
  for (i = 0; i < sizeof kSignals / sizeof *kSignals; ++i)
    call_kernel(SYS_rt_sigaction, kSignals[i], (long)&action, 0, sizeof action.mask);
  __asm__ volatile("int3");
  return 1;
}
