package App;

# A catalogue of pictures by Image::ExifTool: it writes tags into pictures made
# here, reads them again, copies them, and meets files that are none. The last
# fifty are remembered.
use strict;
use warnings;
use Image::ExifTool;

my $blank  = pack 'H*', 'ffd8ffe000104a46494600010100000100010000ffdb004300' . '01' x 64
    . 'ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0054' . 'ffd9';
my $reader = Image::ExifTool->new;
my (%known, @order);

sub steps { return 10, 50, 50 }

sub work {
    my ($class, $n) = @_;
    my $writer = Image::ExifTool->new;
    $writer->SetNewValue(Artist => "person $n");
    $writer->SetNewValue('XMP:Subject' => [ "tag " . $n % 7, 'all' ]);
    $writer->SetNewValue('IPTC:Caption-Abstract' => "Picture $n") if $n % 2;
    $writer->SetNewValue(DateTimeOriginal => sprintf '2025:06:%02d 10:00:00', 1 + $n % 28);
    $writer->SetNewValue('Orientation#' => 3) if $n % 9 == 0;
    $writer->WriteInfo(\$blank, \my $picture) or die $writer->GetValue('Error');

    my $said = $reader->ImageInfo(\$picture, {}, qw(Artist Subject DateTimeOriginal Caption-Abstract MIMEType));
    $known{$n} = {%$said};
    push @order, $n;
    delete $known{ shift @order } while @order > 50;

    my $other = Image::ExifTool->new;
    $other->SetNewValuesFromFile(\$picture, 'Artist', 'XMP:*');
    $other->WriteInfo(\$blank, \my $copy);
    my $torn = substr $picture, 0, 40 + $n % 300;
    Image::ExifTool::ImageInfo(\$torn) if $n % 4 == 0;
    Image::ExifTool::ImageInfo(\"no picture $n") if $n % 5 == 0;
    return;
}

1;
