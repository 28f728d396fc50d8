package Sieve::Rules;
use 5.024;
use warnings;

# The rules of the user. A rule is compiled when a mail comes that it could be
# for; most users have many rules that are never needed.

my @text = (
    (map { {name => "list-$_", header => 'List-Id', value => "list$_", match => "^list$_\$", folder => "lists/$_"} } 1 .. 30),
    {name => 'money',  header => 'Subject', match => '\b(?:lottery|invoice)\b', folder => 'money'},
    {name => 'shop',   header => 'From',    match => '\@shop\.example',         folder => 'shop'},
    {name => 'work',   header => 'From',    match => '\@work\.example',         folder => 'work'},
);

sub new { return bless {compiled => {}}, shift }

sub compiled {
    my ($self, $rule) = @_;
    return $self->{compiled}{ $rule->{name} } //= do {
        my $re     = qr/$rule->{match}/i;
        my $header = $rule->{header};
        {   test   => sub { my $value = shift->header($header); defined $value && $value =~ $re },
            folder => $rule->{folder},
            hits   => 0,
        };
    };
}

sub folder_for {
    my ($self, $mail) = @_;
    my $list = $mail->header('List-Id') // '';
    for my $rule (@text) {
        next if $rule->{value} && $rule->{value} ne $list;
        my $compiled = $self->compiled($rule);
        next unless $compiled->{test}->($mail);
        $compiled->{hits}++;
        return $compiled->{folder};
    }
    return 'inbox';
}

sub count { return scalar keys $_[0]{compiled}->%* }

1;
