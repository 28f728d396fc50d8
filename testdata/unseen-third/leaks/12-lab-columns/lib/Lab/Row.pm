package Lab::Row;
use strict;
use warnings;
use parent 'Class::Accessor::Fast';

# One row of a table. The columns are not known beforehand.

sub new {
    my ($class, $columns, $values) = @_;
    my %row;
    @row{@$columns} = @$values;
    return $class->SUPER::new(\%row);
}

sub of_columns {
    my ($class, @columns) = @_;
    my @missing = grep { !$class->can($_) } @columns;
    $class->mk_ro_accessors(@missing) if @missing;
    return;
}

1;
