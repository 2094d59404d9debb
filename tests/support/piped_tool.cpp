// SPDX-License-Identifier: Apache-2.0
#include "support/piped_tool.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every system's unistd.h

namespace shelfcast::testing {

PipedTool::PipedTool(std::string program, std::vector<std::string> arguments) {
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t streams;
  ::posix_spawn_file_actions_init(&streams);
  ::posix_spawn_file_actions_adddup2(&streams, to[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&streams, from[1], STDOUT_FILENO);
  arguments.insert(arguments.begin(), {"/usr/bin/python3", SHELFCAST_SOURCE "/" + std::move(program)});
  std::vector<char*> words;
  for (auto& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  if (::posix_spawn(&process_, words[0], &streams, nullptr, words.data(), environ) != 0) process_ = -1;
  ::posix_spawn_file_actions_destroy(&streams);
  ::close(to[0]);
  ::close(from[1]);
  commands_ = ::fdopen(to[1], "w");
  answers_ = ::fdopen(from[0], "r");
}

PipedTool::~PipedTool() {
  std::fclose(commands_);  // upon which it ends
  std::fclose(answers_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

std::string PipedTool::ask(const std::string& line) {
  std::fputs((line + "\n").c_str(), commands_);
  std::fflush(commands_);
  return answer();
}

std::string PipedTool::answer() {
  char* line = nullptr;
  std::size_t room = 0;
  const ssize_t size = ::getline(&line, &room, answers_);
  std::string answer(line, size > 0 ? static_cast<std::size_t>(size) : 0);
  std::free(line);  // NOLINT(cppcoreguidelines-owning-memory): getline's
  if (answer.ends_with('\n')) answer.pop_back();
  return answer;
}

}  // namespace shelfcast::testing
