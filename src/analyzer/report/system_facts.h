// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "dumplab/snapshot.h"
#include "report/json_object.h"

/// What a dump says of the process and its machine beside threads, modules and memory.
namespace dumplab::report {

/// Rows "Comment", "Working set", ... of what the dump has.
void add_system_facts(const Snapshot& snapshot, document::Table& facts);

/// null without counters.
Json vm_counters_json(const Snapshot& snapshot);
Json system_memory_json(const Snapshot& snapshot);
Json handle_operations_json(const Snapshot& snapshot);
Json tokens_json(const Snapshot& snapshot);
Json function_tables_json(const Snapshot& snapshot);

}  // namespace dumplab::report
