package Transcode::Profiles;
use strict;
use warnings;

# All combinations of codec, size and bit rate that the players ask for.
my %profile;
for my $codec (qw(h264 hevc vp9 av1)) {
  for my $height (240, 360, 480, 720, 1080, 1440, 2160) {
    for my $rate (map { $_ * 250 } 1 .. 60) {
      my $key = "$codec-$height-$rate";
      $profile{$key} = {
        codec => $codec, height => $height, rate => $rate, gop => 48,
        args  => ['-c:v', $codec, '-b:v', "${rate}k", '-vf', "scale=-2:$height"],
      };
    }
  }
}
my @keys = sort keys %profile;

sub pick  { $profile{$keys[$_[1] % @keys]} }
sub count { scalar @keys }

1;
