package Clinic::Search;
use strict;
use warnings;

sub new { my ($class, $db) = @_; return bless { db => $db }, $class }

# { ward => 'eye', day => [3,4], 'hour >=' => 9 }
sub find {
    my ($self, $table, $where, $order) = @_;
    my @cond;
    for my $key (sort keys %$where) {
        my ($col, $op) = split ' ', $key;
        my $v = $where->{$key};
        if (ref $v) {
            push @cond, "$col in (" . join(',', map { $self->literal($_) } @$v) . ')';
        }
        else {
            $op ||= '=';
            push @cond, "$col $op " . $self->literal($v);
        }
    }
    my $sql = "select * from $table";
    $sql .= ' where ' . join(' and ', @cond) if @cond;
    $sql .= " order by $order" if $order;
    return $self->{db}->rows($sql);
}

sub literal {
    my ($self, $v) = @_;
    return $v =~ /^-?\d+$/ ? $v : $self->{db}{dbh}->quote($v);
}

1;
