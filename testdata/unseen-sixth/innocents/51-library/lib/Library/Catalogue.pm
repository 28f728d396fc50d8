package Library::Catalogue;
use strict;
use warnings;

# the slow central catalogue; records are made up from their numbers

my @noun = qw(Sea Mountain Clock Winter Mirror Garden Letter Island Shadow Bridge);
my @adj  = qw(Quiet Broken Golden Hidden Last Little Endless Red Wooden Lost);

sub new { my ($class, %a) = @_; return bless { %a, asked => 0 }, $class }

sub fetch {
    my ($self, $no) = @_;
    $self->{asked}++;
    return {
        no       => $no,
        title    => "The $adj[$no % 10] $noun[$no / 10 % 10]",
        author   => { first => chr(65 + $no % 26) . '.', last => $noun[ $no / 7 % 10 ] . 'er' },
        year     => 1900 + $no % 120,
        subjects => [ $no % 60, ($no * 7) % 60, ($no * 11) % 60 ],
        abstract => join(' ', map { $adj[ ($no + $_) % 10 ] } 1 .. 25),
        copies   => 1 + $no % 4,
    };
}

sub with_subject { my ($self, $s) = @_; return [ map { $s + 60 * $_ } 0 .. $self->{titles} / 60 - 1 ] }

sub asked { $_[0]{asked} }

1;
