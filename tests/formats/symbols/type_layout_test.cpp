// SPDX-License-Identifier: MIT
#include "symbols/type_layout.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "formats/symbols/hand_made_pdb.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {
namespace {

using test::Bytes;

/// Records by their layout in cvinfo.h. Indices count up from 0x1000.
class Types {
 public:
  std::uint32_t add(std::uint16_t kind, const Bytes& body) {
    records_.append(test::type_record(kind, body));
    return 0x1000 + count_++;
  }
  std::uint32_t structure(const std::string& name, std::uint32_t fields, std::uint16_t size,
                          std::uint16_t property = 0) {
    return add(0x1505, Bytes().u16(0).u16(property).u32(fields).u32(0).u32(0).u16(size).text(name).u8(0));
  }
  std::uint32_t pointer(std::uint32_t to, std::uint32_t attributes = 0x800a) {
    return add(0x1002, Bytes().u32(to).u32(attributes));
  }
  std::uint32_t array(std::uint32_t of, std::uint16_t bytes) {
    return add(0x1503, Bytes().u32(of).u32(0x22).u16(bytes).u8(0));
  }
  std::uint32_t fields(const Bytes& list) { return add(0x1203, list); }

  Result<TypeLayout> find(const std::string& name) const {
    test::HandMadePdb made;
    made.types = test::type_stream(records_, count_);
    const auto pdb = Pdb::from_bytes(made.build());
    if (!pdb) return tl::unexpected(pdb.error());
    const auto layout = (*pdb)->find_type(name);
    EXPECT_EQ(layout.has_value(), (*pdb)->find_type(name).has_value()) << "asked twice";
    return layout;
  }

 private:
  Bytes records_;
  std::uint32_t count_ = 0;
};

Bytes padded(Bytes bytes) {
  while (bytes.size() % 4 != 0) bytes.u8(0xf0 + (4 - bytes.size() % 4));
  return bytes;
}
Bytes member(const std::string& name, std::uint32_t type, std::uint16_t offset) {
  return padded(Bytes().u16(0x150d).u16(3).u32(type).u16(offset).text(name).u8(0));
}
Bytes joined(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.append(part);
  return all;
}
Bytes continued(std::uint32_t list) { return Bytes().u16(0x1404).u16(0).u32(list); }

/// "name@offset:type/size", and ":first+count" of a bit field, for each.
std::string fields_of(const Result<TypeLayout>& layout) {
  if (!layout) return layout.error().what;
  std::string text;
  for (const TypeField& field : layout->fields) {
    text += fmt::format("{}@{}:{}/{}", field.name, field.offset, field.type, field.size);
    if (field.bits) text += fmt::format(":{}+{}", field.bits->first, field.bits->count);
    text += "\n";
  }
  return text;
}

TEST(TypeLayout, has_fields_with_simple_types_pointers_and_arrays) {
  Types types;
  const auto bytes = types.array(0x20, 4), table = types.array(types.array(0x74, 12), 24);
  const auto constant = types.add(0x1001, Bytes().u32(0x70).u16(1).u16(0));
  const auto function = types.add(0x1008, Bytes().u32(0x12).u8(7).u8(0).u16(0).u32(0));
  const auto list = types.fields(
      joined({member("a", 0x22, 0), member("bytes", bytes, 4), member("table", table, 8),
              member("next", 0x403, 32), member("text", types.pointer(constant), 36),
              member("call", types.pointer(function), 40), member("row", types.pointer(bytes), 44)}));
  types.structure("_A", list, 48);
  EXPECT_EQ(types.find("_A")->size, 48u);
  EXPECT_EQ(types.find("_A")->name, "_A");
  EXPECT_EQ(fields_of(types.find("_A")),
            "a@0:unsigned long/4\nbytes@4:unsigned char[4]/4\ntable@8:int[2][3]/24\nnext@32:void*/4\n"
            "text@36:const char*/4\ncall@40:long (*)()/4\nrow@44:unsigned char (*)[4]/4\n");
}

TEST(TypeLayout, spells_references_and_pointers_to_members_and_to_constants) {
  Types types;
  const auto owner = types.structure("W", 0, 0, 0x80);
  const auto data = types.add(0x1002, Bytes().u32(0x74).u32(0x800a | 2 << 5).u32(owner).u16(1).u16(0));
  const auto method =
      types.add(0x1009, Bytes().u32(0x12).u32(owner).u32(0x403).u8(0).u8(0).u16(0).u32(0).u32(0));
  const auto call = types.add(0x1002, Bytes().u32(method).u32(0x1000a | 3 << 5).u32(owner).u16(5).u16(0));
  const auto list = types.fields(joined({member("data", data, 0), member("call", call, 4),
                                         member("lvalue", types.pointer(owner, 0x802a), 12),
                                         member("rvalue", types.pointer(owner, 0x808a), 16),
                                         member("fixed", types.pointer(owner, 0x840a), 20)}));
  types.structure("_P", list, 24);
  EXPECT_EQ(fields_of(types.find("_P")),
            "data@0:int W::*/4\ncall@4:long (W::*)()/8\nlvalue@12:W&/4\nrvalue@16:W&&/4\n"
            "fixed@20:W* const/4\n");
}

TEST(TypeLayout, has_the_bits_of_bit_fields) {
  Types types;
  const auto low = types.add(0x1205, Bytes().u32(0x22).u8(3).u8(0)),
             high = types.add(0x1205, Bytes().u32(0x22).u8(29).u8(3));
  types.structure("_B", types.fields(joined({member("low", low, 0), member("high", high, 0)})), 4);
  EXPECT_EQ(fields_of(types.find("_B")), "low@0:unsigned long/4:0+3\nhigh@0:unsigned long/4:3+29\n");
}

TEST(TypeLayout, follows_a_forward_reference_to_the_definition) {
  Types types;
  const auto declared = types.structure("_LIST_ENTRY", 0, 0, 0x80);
  const auto list = types.fields(
      joined({member("Flink", types.pointer(declared), 0), member("Blink", types.pointer(declared), 4)}));
  types.structure("_LIST_ENTRY", list, 8);
  types.structure("_Q", types.fields(member("head", declared, 0)), 8);
  types.structure("_ONLY_DECLARED", 0, 0, 0x80);
  EXPECT_EQ(fields_of(types.find("_LIST_ENTRY")), "Flink@0:_LIST_ENTRY*/4\nBlink@4:_LIST_ENTRY*/4\n");
  EXPECT_EQ(fields_of(types.find("_Q")), "head@0:_LIST_ENTRY/8\n");
  EXPECT_EQ(types.find("_ONLY_DECLARED").error().what, "type stream (2), offset 0x0: no type _ONLY_DECLARED");
}

TEST(TypeLayout, tells_local_types_of_one_name_by_their_unique_names) {
  Types types;
  const auto local = [&](std::uint32_t fields, std::uint16_t size, std::uint16_t property,
                         const std::string& unique) {
    return types.add(0x1505, Bytes()
                                 .u16(0)
                                 .u16(property | 0x200)
                                 .u32(fields)
                                 .u32(0)
                                 .u32(0)
                                 .u16(size)
                                 .text("S::<unnamed-tag>")
                                 .u8(0)
                                 .text(unique)
                                 .u8(0));
  };
  const auto second = local(0, 0, 0x80, ".second");
  local(types.fields(member("x", 0x74, 0)), 4, 0, ".first");
  local(types.fields(member("y", 0x41, 0)), 8, 0, ".second");
  types.structure("_S", types.fields(member("s", second, 0)), 8);
  EXPECT_EQ(fields_of(types.find("_S")), "s@0:S::<unnamed-tag>/8\n");
}

TEST(TypeLayout, reads_unions_sizes_beyond_16_bits_and_what_is_no_data) {
  Types types;
  const Bytes list =
      joined({member("whole", 0x23, 0), padded(Bytes().u16(0x150e).u16(3).u32(0x74).text("shared").u8(0)),
              padded(Bytes().u16(0x150f).u16(2).u32(0x1000).text("overloaded").u8(0)),
              padded(Bytes().u16(0x1510).u16(0).u32(0x1000).text("Inner").u8(0)),
              padded(Bytes().u16(0x1511).u16(3).u32(0x1000).text("plain").u8(0)),
              padded(Bytes().u16(0x1511).u16(3 | 4 << 2).u32(0x1000).u32(8).text("introduced").u8(0)),
              padded(Bytes().u16(0x150d).u16(3).u32(0x22).u16(0x8004).u32(0x12344).text("far").u8(0))});
  const auto fields = types.fields(list);
  types.add(0x1506, Bytes().u16(0).u16(0).u32(fields).u16(0x8004).u32(0x12348).text("_U").u8(0));
  EXPECT_EQ(types.find("_U")->size, 0x12348u);
  EXPECT_EQ(fields_of(types.find("_U")), "whole@0:unsigned __int64/8\nfar@74564:unsigned long/4\n");
}

TEST(TypeLayout, has_bases_and_the_pointer_to_the_virtual_table) {
  Types types;
  const auto base = types.structure("Base", types.fields(member("b", 0x74, 0)), 4);
  const auto shape = types.add(0x000a, Bytes().u16(1).u8(0x50).u8(0));
  const auto list = types.fields(
      joined({padded(Bytes().u16(0x1400).u16(3).u32(base).u16(8)),
              padded(Bytes().u16(0x1401).u16(3).u32(base).u32(0x403).u16(4).u16(1)),
              padded(Bytes().u16(0x1409).u16(0).u32(types.pointer(shape))), member("d", 0x74, 12)}));
  types.add(0x1504, Bytes().u16(0).u16(0).u32(list).u32(0).u32(0).u16(20).text("Derived").u8(0));
  const auto layout = types.find("Derived");
  EXPECT_EQ(fields_of(layout), "__VFN_table@0:void**/4\nd@12:int/4\n");
  ASSERT_EQ(layout->bases.size(), 2u);
  EXPECT_EQ(layout->bases[0].name, "Base");
  EXPECT_EQ(layout->bases[0].offset, 8u);
  EXPECT_FALSE(layout->bases[0].is_virtual);
  EXPECT_EQ(layout->bases[1].offset, 4u);
  EXPECT_TRUE(layout->bases[1].is_virtual);
}

TEST(TypeLayout, has_the_values_of_enumerations) {
  Types types;
  const auto value = [](const std::string& name, const Bytes& number) {
    return padded(Bytes().u16(0x1502).u16(3).append(number).text(name).u8(0));
  };
  const auto list =
      types.fields(joined({value("one", Bytes().u16(1)), value("minus", Bytes().u16(0x8000).u8(0xff)),
                           value("low", Bytes().u16(0x8003).u32(0x80000000)),
                           value("high", Bytes().u16(0x8004).u32(0x80000000))}));
  types.add(0x1507, Bytes().u16(4).u16(0).u32(0x74).u32(list).text("E").u8(0));
  const auto layout = types.find("E");
  ASSERT_TRUE(layout) << layout.error().what;
  EXPECT_EQ(layout->size, 4u);
  std::string text;
  for (const EnumValue& each : layout->values) text += fmt::format("{}={} ", each.name, each.value);
  EXPECT_EQ(text, "one=1 minus=-1 low=-2147483648 high=2147483648 ");
}

TEST(TypeLayout, goes_on_in_continued_lists) {
  Types types;
  const auto rest = types.fields(member("b", 0x22, 4));
  types.structure("_C", types.fields(joined({member("a", 0x22, 0), continued(rest)})), 8);
  EXPECT_EQ(fields_of(types.find("_C")), "a@0:unsigned long/4\nb@4:unsigned long/4\n");
}

TEST(TypeLayout, refuses_damaged_lists_and_says_where) {
  Types types;
  types.structure("endless", types.fields(joined({member("a", 0x22, 0), continued(0x1000)})), 4);
  types.structure("no_list", 0x1001, 4);
  types.structure("past_the_end", 0x2000, 4);
  types.structure("unknown", types.fields(Bytes().u16(0x1777).u16(0)), 4);
  types.structure("no_name", types.fields(Bytes().u16(0x150d).u16(3).u32(0x22).u16(0).text("abcd")), 4);
  types.structure("cut", types.fields(Bytes().u16(0x150d).u16(3)), 4);
  types.structure("bad_number", types.fields(Bytes().u16(0x150d).u16(3).u32(0x22).u16(0x8005).u32(0)), 4);
  types.structure("bad_type", types.fields(member("a", 0x2000, 0)), 4);
  types.structure("bad_simple_type", types.fields(member("a", 0xfff, 0)), 4);
  const std::pair<const char*, const char*> cases[] = {
      {"endless", "a field list that does not end"}, {"no_list", "type 0x1001 is no field list"},
      {"past_the_end", "no record 0x2000"},          {"unknown", "a field of kind 0x1777"},
      {"no_name", "a name without an end"},          {"cut", ""},
      {"bad_number", "a number of kind 0x8005"},     {"bad_type", "no record 0x2000"},
      {"bad_simple_type", "the simple type 0xfff"},  {"missing", "no type missing"}};
  for (const auto& [name, what] : cases) {
    const auto layout = types.find(name);
    ASSERT_FALSE(layout) << name;
    EXPECT_NE(layout.error().what.find(what), std::string::npos) << layout.error().what;
    EXPECT_NE(layout.error().what.find("type"), std::string::npos) << "the stream: " << layout.error().what;
    EXPECT_GT(layout.error().where, 0u) << name;
  }
}

TEST(TypeLayout, refuses_types_that_are_made_of_themselves) {
  Types types;
  const auto self = types.pointer(0x1000);
  types.structure("loop", types.fields(member("a", self, 0)), 4);
  const auto array = types.array(0x1003, 4);
  types.structure("array_loop", types.fields(member("a", array, 0)), 4);
  EXPECT_NE(fields_of(types.find("loop")).find("type 0x1000 is nested too deeply"), std::string::npos);
  EXPECT_NE(fields_of(types.find("array_loop")).find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace dumplab::symbols
