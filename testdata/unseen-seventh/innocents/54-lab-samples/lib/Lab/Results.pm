package Lab::Results;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {rows => [], count => 0, files => 0, worst => {}, %args}, $class }

sub add {
    my ($self, $source, $number, $values) = @_;
    push @{$self->{rows}}, [$number, $source, $values];
    $self->{count}++;
    for my $test (keys %$values) {
        $self->{worst}{$source}{$test} = $values->{$test} if $values->{$test} > ($self->{worst}{$source}{$test} // 0);
    }
    $self->_write if @{$self->{rows}} >= $self->{batch};
    return;
}

sub _write {
    my ($self) = @_;
    my $text = join '', map { my $r = $_; join(';', @$r[0, 1], map {"$_=$r->[2]{$_}"} sort keys %{$r->[2]}) . "\n" } @{$self->{rows}};
    open my $fh, '>', '/dev/null' or die "cannot write: $!";
    print {$fh} $text;
    close $fh;
    @{$self->{rows}} = ();
    $self->{files}++;
    return;
}

sub count { $_[0]{count} }
sub files { $_[0]{files} }

1;
