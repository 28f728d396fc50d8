package Bottling::FlightRecorder;
use strict;
use warnings;
use base 'Log::Log4perl::Appender';

# Writes nothing as long as all is well; with an error, the whole story before it.

sub new {
    my ($class, %arg) = @_;
    return bless { file => $arg{filename}, story => [] }, $class;
}

sub log {
    my ($self, %p) = @_;
    push @{ $self->{story} }, { at => time, level => $p{log4p_level}, category => $p{log4p_category}, text => $p{message} };
    $self->tell if $p{log4p_level} =~ /^(?:ERROR|FATAL)$/;
}

sub tell {
    my $self = shift;
    open my $fh, '>', $self->{file} or die "$self->{file}: $!";
    while (my $e = shift @{ $self->{story} }) {
        print $fh "$e->{at} $e->{text}";
    }
    close $fh;
}

1;
