package Seeds::Label;
use strict;
use warnings;
use Seeds::Label::Parser;

sub new {
    my ($class, %args) = @_;
    my $self = bless {
        template => $args{template},
        texts    => $args{parts} // {},
        compiled => {},
    }, $class;
    $self->{tokens} = Seeds::Label::Parser->parse($args{template});
    $self->{part}   = sub {
        my ($name) = @_;
        return $self->{compiled}{$name} //= Seeds::Label::Parser->parse($self->{texts}{$name} // '');
    };
    return $self;
}

sub write {
    my ($self, $values) = @_;
    return $self->_run($self->{tokens}, $values);
}

sub _run {
    my ($self, $tokens, $values) = @_;
    my $text = '';
    for my $token (@$tokens) {
        my ($type, $value, $inner) = @$token;
        if    ($type eq 'text') { $text .= $value }
        elsif ($type eq 'name') { $text .= $values->{$value} // '' }
        elsif ($type eq 'part') { $text .= $self->_run($self->{part}->($value), $values) }
        elsif ($type eq 'section') {
            my $what = $values->{$value};
            my @each = ref $what eq 'ARRAY' ? @$what : $what ? ($values) : ();
            $text .= $self->_run($inner, {%$values, %$_}) for @each;
        }
    }
    return $text;
}

1;
