package dev.jcross.transfer;

/** What a path is. All else, such as sockets and devices, is not brought anywhere. */
enum Kind {
  FILE,
  DIRECTORY,
  LINK
}
