// Two repairs to the form viewer inside Tasklist 7.24 (form-js 1.8.7).
window.define(['angular'], angular => {
  // 1. An edited row of a list leaves an empty entry among the viewer's errors, and Tasklist then keeps its
  // Complete button disabled. The button checks the whole form when it is pressed, so only a form that could not
  // be loaded may disable it.
  angular.module('aftercare.forms', []).config([
    '$provide',
    $provide =>
      $provide.decorator('camTasklistFormDirective', [
        '$delegate',
        $delegate => {
          const injected = $delegate[0].controller;
          const controller = injected[injected.length - 1];
          const scopeAt = injected.indexOf('$scope');
          injected[injected.length - 1] = function (...services) {
            controller.apply(this, services);
            const notify = this.notifyFormValidated;
            this.notifyFormValidated = invalid =>
              notify.call(this, invalid && Boolean(services[scopeAt].tasklistForm?.$error));
          };
          return $delegate;
        },
      ]),
  ]);

  // 2. The viewer has a few fixed English texts of its own; Chinese readers get them in Chinese.
  const texts = [
    [/^Select$/, '请选择'],
    [/^Search$/, '搜索'],
    [/^Add new$/, '添加一行'],
    [/^No results$/, '没有结果'],
    [/^Field is required\.$/, '此项必填。'],
    [/^Field must match pattern .*$/, '格式不正确。'],
    [/^Field must have maximum length of (\d+)\.$/, '最多 $1 个字符。'],
    [/^Field must be a valid email\.$/, '请输入有效的邮箱地址。'],
    [/^Date and time must both be entered\.$/, '日期和时间都要填写。'],
  ];

  function translate(node) {
    if (!node.parentElement?.closest('.fjs-container') || node.parentElement.closest('textarea')) {
      return;
    }
    for (const [english, chinese] of texts) {
      if (english.test(node.data.trim())) {
        node.data = node.data.trim().replace(english, chinese);
      }
    }
  }

  function translateAll(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      translate(walker.currentNode);
    }
  }

  if (/^zh/i.test(navigator.language)) {
    new MutationObserver(changes =>
      changes.forEach(change => {
        if (change.type === 'characterData') {
          translate(change.target);
        } else {
          change.addedNodes.forEach(node => (node.nodeType === Node.TEXT_NODE ? translate(node) : translateAll(node)));
        }
      })
    ).observe(document.body, { childList: true, characterData: true, subtree: true });
  }
});
