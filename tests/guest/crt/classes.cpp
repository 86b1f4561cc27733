// SPDX-License-Identifier: MIT
// Virtual functions, templates, constructors and destructors of static, automatic and heap objects.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

class Trace {
 public:
  explicit Trace(const char* name) : name_(name) { std::printf("begin %s\n", name_); }
  Trace(const Trace&) = delete;
  ~Trace() { std::printf("end %s\n", name_); }

 private:
  const char* name_;
};

class Shape {
 public:
  virtual ~Shape() { std::printf("gone\n"); }
  virtual double area() const = 0;
  virtual const char* name() const { return "shape"; }
};

class Square : public Shape {
 public:
  explicit Square(double side) : side_(side) {}
  double area() const override { return side_ * side_; }
  const char* name() const override { return "square"; }

 private:
  double side_;
};

class Disc final : public Shape {
 public:
  explicit Disc(double radius) : radius_(radius) {}
  double area() const override { return 3.25 * radius_ * radius_; }

 private:
  double radius_;
};

template <typename T>
class Stack {
 public:
  ~Stack() { delete[] items_; }
  void push(const T& item) {
    if (count_ == room_) grow();
    items_[count_++] = item;
  }
  T pop() { return items_[--count_]; }
  bool empty() const { return count_ == 0; }

 private:
  void grow() {
    room_ = room_ ? room_ * 2 : 2;
    T* more = new T[room_];
    for (int i = 0; i < count_; i++) more[i] = items_[i];
    delete[] items_;
    items_ = more;
  }
  T* items_ = nullptr;
  int count_ = 0, room_ = 0;
};

static Trace first("first");
static Trace second("second");

static int next_number() {
  static Trace once("once");
  static int number = 40;
  return ++number;
}

static void at_the_end() { std::puts("atexit"); }

int main() {
  Trace local("local");
  std::atexit(at_the_end);
  Shape* shapes[] = {new Square(3), new Disc(2), new Square(1.5)};
  for (Shape* shape : shapes) std::printf("%s %.3f\n", shape->name(), shape->area());
  for (Shape* shape : shapes) delete shape;
  Stack<int> stack;
  for (int i = 0; i < 20; i++) stack.push(i * i);
  while (!stack.empty()) std::printf("%d ", stack.pop());
  next_number();
  std::printf("%d\n", next_number());
  alignas(Square) char place[sizeof(Square)];
  Shape* placed = new (place) Square(2);
  std::printf("%g %d\n", placed->area(), new (std::nothrow) int != nullptr);
  placed->~Shape();
  auto twice = [](int x) { return 2 * x; };
  std::printf("%d\n", twice(21));
}
