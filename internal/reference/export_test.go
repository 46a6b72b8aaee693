package reference

import (
	"context"
	"io/fs"

	"kommungraf/internal/store"
)

// Embedded is the folder of tables that the product ships.
var Embedded fs.FS = files

// LoadFiles is Load with other files than the embedded ones.
func LoadFiles(ctx context.Context, s *store.Store, files fs.FS, report func(Step)) (loaded bool, err error) {
	return load(ctx, s, files, report)
}
