function n(t,c){const e=document.createElement("a");e.href=URL.createObjectURL(t),e.download=c,e.click(),setTimeout(()=>{URL.revokeObjectURL(e.href)},1e3)}export{n as s};
