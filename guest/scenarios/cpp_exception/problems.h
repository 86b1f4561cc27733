// SPDX-License-Identifier: MIT
// What the planner cannot solve.
#pragma once

class ServiceProblem {
 public:
  explicit ServiceProblem(int number) : number_(number) {}
  int number() const { return number_; }

 private:
  int number_;
};

class TimeProblem : public ServiceProblem {
 public:
  TimeProblem(int number, int hour) : ServiceProblem(number), hour_(hour) {}
  int hour() const { return hour_; }

 private:
  int hour_;
};

class LoadProblem : public ServiceProblem {
 public:
  LoadProblem(int number, int load, const char *key);
  int load() const { return load_; }

 private:
  int load_;
  char key_[20];
};

class RouteProblem : public ServiceProblem {
 public:
  RouteProblem(int number, int reason, const char *key);
  int reason() const { return reason_; }

 private:
  int reason_;
  char key_[20];
};

class DetourProblem : public RouteProblem {
 public:
  DetourProblem(int number, int reason, const char *key, int length)
      : RouteProblem(number, reason, key), length_(length) {}
  int length() const { return length_; }

 private:
  int length_;
};

class TollProblem : public RouteProblem {
 public:
  TollProblem(int number, int reason, const char *key, int cents)
      : RouteProblem(number, reason, key), cents_(cents) {}
  int cents() const { return cents_; }

 private:
  int cents_;
};

class BridgeProblem : public DetourProblem {
 public:
  BridgeProblem(int number, int reason, const char *key, int length, int load)
      : DetourProblem(number, reason, key, length), load_(load) {}
  int load() const { return load_; }

 private:
  int load_;
};

class FerryProblem : public DetourProblem {
 public:
  FerryProblem(int number, int reason, const char *key, int length, int hour)
      : DetourProblem(number, reason, key, length), hour_(hour) {}
  int hour() const { return hour_; }

 private:
  int hour_;
};
