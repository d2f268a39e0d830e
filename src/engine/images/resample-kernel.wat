;; The two passes of Pillow's 8-bit resampling, 128 bits at a time; see resize.ts. Weights are 22-bit fixed point and come
;; split in two, weight = high * 2^11 + low, as 16-bit numbers, so that one instruction (i32x4.dot_i16x8_s) takes two taps
;; of four sums. Sums are those of 32-bit integers to the last bit: (2^21 + sum(pixel * weight)) >> 22, clamped to 0..255.
;; A pair of taps takes 8 bytes: [high of the first, of the second, low of the first, of the second].
;; Up to 8 bytes beyond the source and the target are read or written.
(module
  (memory (export "memory") 1)

  (func $finish (param $high v128) (param $low v128) (result v128)
    (i32x4.shr_s
      (i32x4.add
        (i32x4.add (i32x4.shl (local.get $high) (i32.const 11)) (local.get $low))
        (v128.const i32x4 0x200000 0x200000 0x200000 0x200000))
      (i32.const 22)))

  ;; Rows of RGB pixels become shorter or longer rows. $first: byte offset of each output pixel's first tap in its row;
  ;; $pairs: how many pairs of taps it has; $most: bytes of weights of one output pixel.
  (func (export "rows")
    (param $source i32) (param $stride i32) (param $height i32)
    (param $first i32) (param $pairs i32) (param $weights i32) (param $most i32) (param $width i32)
    (param $target i32)
    (local $x i32) (local $tap i32) (local $weight i32) (local $end i32)
    (local $high v128) (local $low v128) (local $pixels v128)
    (loop $row
      (local.set $x (i32.const 0))
      (loop $pixel
        (local.set $tap
          (i32.add (local.get $source)
            (i32.load (i32.add (local.get $first) (i32.shl (local.get $x) (i32.const 2))))))
        (local.set $weight (i32.add (local.get $weights) (i32.mul (local.get $x) (local.get $most))))
        (local.set $end
          (i32.add (local.get $weight)
            (i32.shl (i32.load (i32.add (local.get $pairs) (i32.shl (local.get $x) (i32.const 2)))) (i32.const 3))))
        (local.set $high (v128.const i32x4 0 0 0 0))
        (local.set $low (v128.const i32x4 0 0 0 0))
        (loop $pair
          ;; r0 r1, g0 g1, b0 b1 as 16-bit numbers
          (local.set $pixels
            (i8x16.shuffle 0 16 3 16 1 16 4 16 2 16 5 16 16 16 16 16
              (v128.load64_zero (local.get $tap)) (v128.const i32x4 0 0 0 0)))
          (local.set $high
            (i32x4.add (local.get $high)
              (i32x4.dot_i16x8_s (local.get $pixels) (v128.load32_splat (local.get $weight)))))
          (local.set $low
            (i32x4.add (local.get $low)
              (i32x4.dot_i16x8_s (local.get $pixels) (v128.load32_splat offset=4 (local.get $weight)))))
          (local.set $tap (i32.add (local.get $tap) (i32.const 6)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
          (br_if $pair (i32.lt_u (local.get $weight) (local.get $end))))
        (local.set $high (call $finish (local.get $high) (local.get $low)))
        (local.set $high (i16x8.narrow_i32x4_s (local.get $high) (local.get $high)))
        (v128.store32_lane 0 (local.get $target) (i8x16.narrow_i16x8_u (local.get $high) (local.get $high)))
        (local.set $target (i32.add (local.get $target) (i32.const 3)))
        (local.set $x (i32.add (local.get $x) (i32.const 1)))
        (br_if $pixel (i32.lt_u (local.get $x) (local.get $width))))
      (local.set $source (i32.add (local.get $source) (local.get $stride)))
      (local.set $height (i32.sub (local.get $height) (i32.const 1)))
      (br_if $row (local.get $height))))

  ;; One output row from the rows that begin at $source, eight bytes at a time.
  (func (export "column")
    (param $source i32) (param $stride i32) (param $weights i32) (param $pairs i32) (param $target i32)
    (local $x i32) (local $tap i32) (local $weight i32) (local $end i32)
    (local $high0 v128) (local $low0 v128) (local $high1 v128) (local $low1 v128)
    (local $bytes v128) (local $words v128) (local $high v128) (local $low v128)
    (local.set $end (i32.add (local.get $weights) (i32.shl (local.get $pairs) (i32.const 3))))
    (loop $eight
      (local.set $tap (i32.add (local.get $source) (local.get $x)))
      (local.set $weight (local.get $weights))
      (local.set $high0 (v128.const i32x4 0 0 0 0))
      (local.set $low0 (v128.const i32x4 0 0 0 0))
      (local.set $high1 (v128.const i32x4 0 0 0 0))
      (local.set $low1 (v128.const i32x4 0 0 0 0))
      (loop $pair
        (local.set $bytes
          (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
            (v128.load64_zero (local.get $tap))
            (v128.load64_zero (i32.add (local.get $tap) (local.get $stride)))))
        (local.set $high (v128.load32_splat (local.get $weight)))
        (local.set $low (v128.load32_splat offset=4 (local.get $weight)))
        (local.set $words (i16x8.extend_low_i8x16_u (local.get $bytes)))
        (local.set $high0 (i32x4.add (local.get $high0) (i32x4.dot_i16x8_s (local.get $words) (local.get $high))))
        (local.set $low0 (i32x4.add (local.get $low0) (i32x4.dot_i16x8_s (local.get $words) (local.get $low))))
        (local.set $words (i16x8.extend_high_i8x16_u (local.get $bytes)))
        (local.set $high1 (i32x4.add (local.get $high1) (i32x4.dot_i16x8_s (local.get $words) (local.get $high))))
        (local.set $low1 (i32x4.add (local.get $low1) (i32x4.dot_i16x8_s (local.get $words) (local.get $low))))
        (local.set $tap (i32.add (local.get $tap) (i32.shl (local.get $stride) (i32.const 1))))
        (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
        (br_if $pair (i32.lt_u (local.get $weight) (local.get $end))))
      (local.set $words
        (i16x8.narrow_i32x4_s
          (call $finish (local.get $high0) (local.get $low0))
          (call $finish (local.get $high1) (local.get $low1))))
      (v128.store64_lane 0 (i32.add (local.get $target) (local.get $x))
        (i8x16.narrow_i16x8_u (local.get $words) (local.get $words)))
      (local.set $x (i32.add (local.get $x) (i32.const 8)))
      (br_if $eight (i32.lt_u (local.get $x) (local.get $stride))))))
