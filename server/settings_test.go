package main

import (
	"github.com/alecthomas/kong"
)

// settingRows lists the settings of the program as "--flag VARIABLE default".
func settingRows() ([]string, error) {
	var line commandLine
	parser, err := kong.New(&line)
	if err != nil {
		return nil, err
	}
	var rows []string
	for _, flag := range parser.Model.Flags {
		if len(flag.Envs) > 0 {
			rows = append(rows, "--"+flag.Name+" "+flag.Envs[0]+" "+flag.Default)
		}
	}
	return rows, nil
}
