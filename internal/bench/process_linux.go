package main

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// tied lets a process end with this program, and keeps an interrupt from the terminal to ourselves.
func tied(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}

// asServer lets PostgreSQL run as an ordinary user where we are root, which it refuses to be, and gives it its folders.
func asServer(c *exec.Cmd, folders ...string) error {
	tied(c)
	c.SysProcAttr.Pdeathsig = syscall.SIGINT // of its own ways to stop, the one that does not wait for clients
	c.Dir = "/"
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		if account, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return err
	}
	c.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	for _, f := range folders {
		if err := os.Chown(f, uid, gid); err != nil {
			return err
		}
	}
	return nil
}
