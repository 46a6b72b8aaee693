//go:build !unix

package pgserver

import (
	"errors"
	"os/exec"
)

func detach(*exec.Cmd, string) error { return errors.ErrUnsupported }

func kill(cmd *exec.Cmd) error { return cmd.Process.Kill() }
