/* The least a server can do: what comes goes back, by epoll. `echo PORT`, on loopback; says "ready" once it listens. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **words) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(count > 1 ? atoi(words[1]) : 0)};
    inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
    if (bind(listener, (struct sockaddr *)&where, sizeof where) || listen(listener, 1024)) return 1;
    int all = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[256];
    epoll_ctl(all, EPOLL_CTL_ADD, listener, &event);
    puts("ready");
    fflush(stdout);
    for (;;) {
        int many = epoll_wait(all, ready, 256, -1);
        for (int i = 0; i < many; i++) {
            int one = ready[i].data.fd;
            if (one == listener) {
                int fresh = accept(listener, NULL, NULL);
                setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                event.data.fd = fresh;
                epoll_ctl(all, EPOLL_CTL_ADD, fresh, &event);
                continue;
            }
            char bytes[65536];
            ssize_t had = read(one, bytes, sizeof bytes);
            if (had <= 0 || write(one, bytes, had) != had) close(one);
        }
    }
}
