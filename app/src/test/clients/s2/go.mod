module dialtone/s2

go 1.25.0

require github.com/klauspost/compress v1.18.5
